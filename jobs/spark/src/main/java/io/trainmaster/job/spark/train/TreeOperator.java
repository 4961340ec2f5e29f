package io.trainmaster.job.spark.train;

import io.trainmaster.job.Arguments;
import io.trainmaster.job.report.TaskKind;
import io.trainmaster.job.spark.features.Encoding;
import io.trainmaster.job.spark.features.FeaturePipeline;
import io.trainmaster.job.spark.features.LabelColumn;
import io.trainmaster.job.spark.model.History;
import io.trainmaster.job.spark.model.ScoredTable;
import org.apache.spark.ml.classification.DecisionTreeClassificationModel;
import org.apache.spark.ml.classification.DecisionTreeClassifier;
import org.apache.spark.ml.regression.DecisionTreeRegressionModel;
import org.apache.spark.ml.regression.DecisionTreeRegressor;

/** {@code train.tree}: one decision tree. */
public final class TreeOperator extends SupervisedOperator {

  @Override
  public String signature() {
    return Signatures.of(
        "train.tree",
        """
        Trains a decision tree, whose questions a person can read.
        For a label with two or more values or a number.""",
        "auto, binary, multiclass, regression",
        true,
        """
          /// How many questions deep the tree is.
          max_depth: Int in 1..30 = 6,
          /// Into how many intervals a number's values are cut when splits are sought.
          max_bins: Int in 2..10000 = 64,
          /// A split that leaves fewer rows than this on a side is not made.
          min_rows_per_leaf: Int in 1..1000000 = 10,
          /// What a split of classes is judged by.
          impurity: Name in [gini, entropy] = gini,
        """
            + Signatures.CLASS_WEIGHTS
            + Signatures.SEED,
        Signatures.ALL_METRICS);
  }

  @Override
  Encoding encoding() {
    return Encoding.INDEXED;
  }

  @Override
  void checkTask(TaskKind task, String label) {
    // A tree can do all that a label can ask for.
  }

  @Override
  FittedModel fit(TrainingRows rows) {
    return rows.label().task() == TaskKind.REGRESSION ? numbers(rows) : classes(rows);
  }

  private static FittedModel classes(TrainingRows rows) {
    Arguments arguments = rows.arguments();
    DecisionTreeClassifier learner =
        new DecisionTreeClassifier("tree")
            .setFeaturesCol(FeaturePipeline.FEATURES)
            .setLabelCol(LabelColumn.LABEL)
            .setPredictionCol(ScoredTable.PREDICTION)
            .setProbabilityCol(ScoredTable.PROBABILITY)
            .setRawPredictionCol(ScoredTable.RAW)
            .setMaxDepth(rows.integer("max_depth"))
            .setMaxBins(TreeBins.of(rows))
            .setMinInstancesPerNode(rows.integer("min_rows_per_leaf"))
            .setImpurity(arguments.text("impurity"))
            .setSeed(arguments.integer("seed"));
    if (rows.weighted()) {
      learner.setWeightCol(TrainingRows.WEIGHT);
    }
    DecisionTreeClassificationModel model = learner.fit(rows.data());
    return new FittedModel(
        model, ColumnImportance.ofTrees(rows, model.featureImportances()), () -> History.NONE);
  }

  private static FittedModel numbers(TrainingRows rows) {
    DecisionTreeRegressor learner =
        new DecisionTreeRegressor("tree")
            .setFeaturesCol(FeaturePipeline.FEATURES)
            .setLabelCol(LabelColumn.LABEL)
            .setPredictionCol(ScoredTable.PREDICTION)
            .setMaxDepth(rows.integer("max_depth"))
            .setMaxBins(TreeBins.of(rows))
            .setMinInstancesPerNode(rows.integer("min_rows_per_leaf"))
            .setSeed(rows.arguments().integer("seed"));
    DecisionTreeRegressionModel model = learner.fit(rows.data());
    return new FittedModel(
        model, ColumnImportance.ofTrees(rows, model.featureImportances()), () -> History.NONE);
  }
}
