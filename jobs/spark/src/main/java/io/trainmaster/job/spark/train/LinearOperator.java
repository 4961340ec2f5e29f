package io.trainmaster.job.spark.train;

import io.trainmaster.job.Arguments;
import io.trainmaster.job.report.TaskKind;
import io.trainmaster.job.spark.features.Encoding;
import io.trainmaster.job.spark.features.FeaturePipeline;
import io.trainmaster.job.spark.features.LabelColumn;
import io.trainmaster.job.spark.model.History;
import io.trainmaster.job.spark.model.ScoredTable;
import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.ml.regression.LinearRegression;
import org.apache.spark.ml.regression.LinearRegressionModel;

/** {@code train.linear}: linear regression. */
public final class LinearOperator extends SupervisedOperator {

  @Override
  public String signature() {
    return Signatures.of(
        "train.linear",
        """
        Trains a linear regression: a weighted sum of the columns is the answer.
        Fast and easy to explain. For a label that is a number.""",
        "",
        false,
        """
          /// How strongly large weights are held down.
          regularization: Float in 0..1000000 = 0.001,
          /// 0 shrinks weights, 1 removes the least useful, values between do some of both.
          elastic_net: Float in 0..1 = 0,
          /// The most steps that the optimiser takes where there is no direct solution.
          iterations: Int in 1..100000 = 100,
          /// The optimiser ends when it gains less than this.
          tolerance: Float in 0..1 = 0.000001,
        """,
        Signatures.REGRESSION_METRICS);
  }

  @Override
  Encoding encoding() {
    return Encoding.ONE_HOT;
  }

  @Override
  Optional<TaskKind> onlyTask() {
    return Optional.of(TaskKind.REGRESSION);
  }

  @Override
  void checkTask(TaskKind task, String label) {
    // It is always a regression.
  }

  @Override
  FittedModel fit(TrainingRows rows) {
    Arguments arguments = rows.arguments();
    LinearRegression learner =
        new LinearRegression("linear")
            .setFeaturesCol(FeaturePipeline.FEATURES)
            .setLabelCol(LabelColumn.LABEL)
            .setPredictionCol(ScoredTable.PREDICTION)
            .setRegParam(arguments.number("regularization"))
            .setElasticNetParam(arguments.number("elastic_net"))
            .setMaxIter(rows.integer("iterations"))
            .setTol(arguments.number("tolerance"));
    LinearRegressionModel model = learner.fit(rows.data());
    double[] sizes = Arrays.stream(model.coefficients().toArray()).map(Math::abs).toArray();
    return new FittedModel(model, ColumnImportance.ofCoefficients(rows, sizes), () -> History.NONE);
  }
}
