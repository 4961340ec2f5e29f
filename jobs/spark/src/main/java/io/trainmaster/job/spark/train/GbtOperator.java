package io.trainmaster.job.spark.train;

import io.trainmaster.job.Arguments;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.report.TaskKind;
import io.trainmaster.job.spark.features.Encoding;
import io.trainmaster.job.spark.features.FeaturePipeline;
import io.trainmaster.job.spark.features.LabelColumn;
import io.trainmaster.job.spark.model.ScoredTable;
import org.apache.spark.ml.classification.GBTClassificationModel;
import org.apache.spark.ml.classification.GBTClassifier;
import org.apache.spark.ml.regression.GBTRegressionModel;
import org.apache.spark.ml.regression.GBTRegressor;

/** {@code train.gbt}: gradient-boosted trees for two classes or a number. */
public final class GbtOperator extends SupervisedOperator {

  @Override
  public String signature() {
    return Signatures.of(
        "train.gbt",
        """
        Trains gradient-boosted trees: each tree corrects what the trees before it got wrong.
        The strongest choice for most tables. For a label with two values or a number.""",
        "auto, binary, regression",
        true,
        """
          /// How many trees.
          iterations: Int in 1..10000 = 60,
          /// How many questions deep a tree is.
          max_depth: Int in 1..30 = 4,
          /// How much of each tree's correction is taken: smaller needs more iterations.
          step_size: Float in 0.001..1 = 0.3,
          /// The share of the rows that each tree sees.
          subsample: Float in 0.01..1 = 1,
          /// Into how many intervals a number's values are cut when splits are sought.
          max_bins: Int in 2..10000 = 64,
          /// A split that leaves fewer rows than this on a side is not made.
          min_rows_per_leaf: Int in 1..1000000 = 20,
          /// Which share of the columns each split may choose from.
          columns_per_split: Name in [all, onethird, sqrt, log2] = all,
        """
            + Signatures.SEED,
        Signatures.ALL_METRICS);
  }

  @Override
  Encoding encoding() {
    return Encoding.INDEXED;
  }

  @Override
  void checkTask(TaskKind task, String label) throws TaskException {
    if (task == TaskKind.MULTICLASS) {
      throw new TaskException(
          TaskError.LABEL_UNUSABLE,
          "The label has more than two classes, which train.gbt can't learn.",
          "column " + label,
          "Use train.forest, or task: regression where the label is a quantity.");
    }
  }

  @Override
  FittedModel fit(TrainingRows rows) {
    return rows.label().task() == TaskKind.BINARY ? classes(rows) : numbers(rows);
  }

  private static FittedModel classes(TrainingRows rows) {
    Arguments arguments = rows.arguments();
    GBTClassifier learner =
        new GBTClassifier("gbt")
            .setFeaturesCol(FeaturePipeline.FEATURES)
            .setLabelCol(LabelColumn.LABEL)
            .setPredictionCol(ScoredTable.PREDICTION)
            .setProbabilityCol(ScoredTable.PROBABILITY)
            .setRawPredictionCol(ScoredTable.RAW)
            .setMaxIter(rows.integer("iterations"))
            .setMaxDepth(rows.integer("max_depth"))
            .setStepSize(arguments.number("step_size"))
            .setSubsamplingRate(arguments.number("subsample"))
            .setMaxBins(TreeBins.of(rows))
            .setMinInstancesPerNode(rows.integer("min_rows_per_leaf"))
            .setFeatureSubsetStrategy(arguments.text("columns_per_split"))
            .setSeed(arguments.integer("seed"));
    GBTClassificationModel model = learner.fit(rows.data());
    return new FittedModel(
        model,
        ColumnImportance.ofTrees(rows, model.featureImportances()),
        () -> new BoostingCurve(rows, model.trees(), model.treeWeights()).history());
  }

  private static FittedModel numbers(TrainingRows rows) {
    Arguments arguments = rows.arguments();
    GBTRegressor learner =
        new GBTRegressor("gbt")
            .setFeaturesCol(FeaturePipeline.FEATURES)
            .setLabelCol(LabelColumn.LABEL)
            .setPredictionCol(ScoredTable.PREDICTION)
            .setMaxIter(rows.integer("iterations"))
            .setMaxDepth(rows.integer("max_depth"))
            .setStepSize(arguments.number("step_size"))
            .setSubsamplingRate(arguments.number("subsample"))
            .setMaxBins(TreeBins.of(rows))
            .setMinInstancesPerNode(rows.integer("min_rows_per_leaf"))
            .setFeatureSubsetStrategy(arguments.text("columns_per_split"))
            .setSeed(arguments.integer("seed"));
    GBTRegressionModel model = learner.fit(rows.data());
    return new FittedModel(
        model,
        ColumnImportance.ofTrees(rows, model.featureImportances()),
        () -> new BoostingCurve(rows, model.trees(), model.treeWeights()).history());
  }
}
