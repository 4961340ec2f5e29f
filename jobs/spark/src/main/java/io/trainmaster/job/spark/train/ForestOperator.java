package io.trainmaster.job.spark.train;

import io.trainmaster.job.Arguments;
import io.trainmaster.job.report.TaskKind;
import io.trainmaster.job.spark.features.Encoding;
import io.trainmaster.job.spark.features.FeaturePipeline;
import io.trainmaster.job.spark.features.LabelColumn;
import io.trainmaster.job.spark.model.History;
import io.trainmaster.job.spark.model.ScoredTable;
import org.apache.spark.ml.classification.RandomForestClassificationModel;
import org.apache.spark.ml.classification.RandomForestClassifier;
import org.apache.spark.ml.regression.RandomForestRegressionModel;
import org.apache.spark.ml.regression.RandomForestRegressor;

/** {@code train.forest}: a random forest. */
public final class ForestOperator extends SupervisedOperator {

  @Override
  public String signature() {
    return Signatures.of(
        "train.forest",
        """
        Trains a random forest: many trees, each on a sample of rows and columns, that vote.
        Robust with little tuning. For a label with two or more values or a number.""",
        "auto, binary, multiclass, regression",
        true,
        """
          /// How many trees.
          trees: Int in 1..10000 = 150,
          /// How many questions deep a tree is.
          max_depth: Int in 1..30 = 12,
          /// The share of the rows that each tree sees, drawn with replacement.
          subsample: Float in 0.01..1 = 1,
          /// Into how many intervals a number's values are cut when splits are sought.
          max_bins: Int in 2..10000 = 32,
          /// A split that leaves fewer rows than this on a side is not made.
          min_rows_per_leaf: Int in 1..1000000 = 1,
          /// Which share of the columns each split may choose from; auto: sqrt for classes, onethird for numbers.
          columns_per_split: Name in [auto, all, onethird, sqrt, log2] = auto,
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
    // A forest can do all that a label can ask for.
  }

  @Override
  FittedModel fit(TrainingRows rows) {
    return rows.label().task() == TaskKind.REGRESSION ? numbers(rows) : classes(rows);
  }

  private static FittedModel classes(TrainingRows rows) {
    Arguments arguments = rows.arguments();
    RandomForestClassifier learner =
        new RandomForestClassifier("forest")
            .setFeaturesCol(FeaturePipeline.FEATURES)
            .setLabelCol(LabelColumn.LABEL)
            .setPredictionCol(ScoredTable.PREDICTION)
            .setProbabilityCol(ScoredTable.PROBABILITY)
            .setRawPredictionCol(ScoredTable.RAW)
            .setNumTrees(rows.integer("trees"))
            .setMaxDepth(rows.integer("max_depth"))
            .setSubsamplingRate(arguments.number("subsample"))
            .setMaxBins(TreeBins.of(rows))
            .setMinInstancesPerNode(rows.integer("min_rows_per_leaf"))
            .setFeatureSubsetStrategy(arguments.text("columns_per_split"))
            .setImpurity(arguments.text("impurity"))
            .setSeed(arguments.integer("seed"));
    if (rows.weighted()) {
      learner.setWeightCol(TrainingRows.WEIGHT);
    }
    RandomForestClassificationModel model = learner.fit(rows.data());
    return new FittedModel(
        model, ColumnImportance.ofTrees(rows, model.featureImportances()), () -> History.NONE);
  }

  private static FittedModel numbers(TrainingRows rows) {
    Arguments arguments = rows.arguments();
    RandomForestRegressor learner =
        new RandomForestRegressor("forest")
            .setFeaturesCol(FeaturePipeline.FEATURES)
            .setLabelCol(LabelColumn.LABEL)
            .setPredictionCol(ScoredTable.PREDICTION)
            .setNumTrees(rows.integer("trees"))
            .setMaxDepth(rows.integer("max_depth"))
            .setSubsamplingRate(arguments.number("subsample"))
            .setMaxBins(TreeBins.of(rows))
            .setMinInstancesPerNode(rows.integer("min_rows_per_leaf"))
            .setFeatureSubsetStrategy(arguments.text("columns_per_split"))
            .setSeed(arguments.integer("seed"));
    RandomForestRegressionModel model = learner.fit(rows.data());
    return new FittedModel(
        model, ColumnImportance.ofTrees(rows, model.featureImportances()), () -> History.NONE);
  }
}
