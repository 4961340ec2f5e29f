package io.trainmaster.job.spark.train;

import io.trainmaster.job.Arguments;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.report.TaskKind;
import io.trainmaster.job.spark.features.Encoding;
import io.trainmaster.job.spark.features.FeaturePipeline;
import io.trainmaster.job.spark.features.LabelColumn;
import io.trainmaster.job.spark.model.History;
import io.trainmaster.job.spark.model.ScoredTable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.Matrix;
import scala.Option;

/** {@code train.logistic}: logistic regression. */
public final class LogisticOperator extends SupervisedOperator {

  @Override
  public String signature() {
    return Signatures.of(
        "train.logistic",
        """
        Trains a logistic regression: a weighted sum of the columns decides.
        Fast, well calibrated, easy to explain. For a label with two or more values.""",
        "auto, binary, multiclass",
        true,
        """
          /// How strongly large weights are held down.
          regularization: Float in 0..1000000 = 0.001,
          /// 0 shrinks weights, 1 removes the least useful, values between do some of both.
          elastic_net: Float in 0..1 = 0,
          /// The most steps that the optimiser takes.
          iterations: Int in 1..100000 = 100,
          /// The optimiser ends when it gains less than this.
          tolerance: Float in 0..1 = 0.000001,
        """
            + Signatures.CLASS_WEIGHTS,
        Signatures.CLASSIFICATION_METRICS);
  }

  @Override
  Encoding encoding() {
    return Encoding.ONE_HOT;
  }

  @Override
  void checkTask(TaskKind task, String label) throws TaskException {
    Tasks.requireClasses(task, label, "train.logistic");
  }

  @Override
  FittedModel fit(TrainingRows rows) throws TaskException {
    Arguments arguments = rows.arguments();
    LogisticRegression learner =
        new LogisticRegression("logistic")
            .setFeaturesCol(FeaturePipeline.FEATURES)
            .setLabelCol(LabelColumn.LABEL)
            .setPredictionCol(ScoredTable.PREDICTION)
            .setProbabilityCol(ScoredTable.PROBABILITY)
            .setRawPredictionCol(ScoredTable.RAW)
            .setRegParam(arguments.number("regularization"))
            .setElasticNetParam(arguments.number("elastic_net"))
            .setMaxIter(rows.integer("iterations"))
            .setTol(arguments.number("tolerance"));
    if (rows.weighted()) {
      learner.setWeightCol(TrainingRows.WEIGHT);
    }
    LogisticRegressionModel model = learner.fit(rows.data());
    List<Double> losses = Arrays.stream(model.summary().objectiveHistory()).boxed().toList();
    if (losses.stream().anyMatch(loss -> !Double.isFinite(loss))) {
      throw new TaskException(
          TaskError.TRAINING_DIVERGED,
          "The loss became infinite or no number.",
          "train",
          "Raise regularization, or look for columns with extreme values.");
    }
    // The summary holds the session, which can't be sent to the tasks that score.
    model.setSummary(Option.empty());
    return new FittedModel(
        model,
        ColumnImportance.ofCoefficients(rows, sizes(model.coefficientMatrix())),
        () -> new History(List.of(new History.Series("train.loss", losses))));
  }

  /** The mean size of each slot's coefficients over the classes. */
  private static double[] sizes(Matrix coefficients) {
    double[] sizes = new double[coefficients.numCols()];
    for (int slot = 0; slot < sizes.length; slot++) {
      for (int row = 0; row < coefficients.numRows(); row++) {
        sizes[slot] += Math.abs(coefficients.apply(row, slot)) / coefficients.numRows();
      }
    }
    return sizes;
  }
}
