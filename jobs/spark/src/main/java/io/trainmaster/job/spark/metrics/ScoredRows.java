package io.trainmaster.job.spark.metrics;

import io.trainmaster.job.report.TaskKind;
import java.util.Map;

/**
 * What a model said of rows whose label is known. The arrays are not copied: whoever makes one
 * leaves them alone afterwards.
 *
 * @param task binary, multiclass or regression
 * @param classes how many classes there are; 0 for a regression
 * @param actual the index of the class, or the number
 * @param predicted the index of the most probable class, or the predicted number
 * @param score the probability of the positive class (binary) or of the actual class (multiclass);
 *     the predicted number for a regression
 */
public record ScoredRows(
    TaskKind task, int classes, double[] actual, double[] predicted, double[] score) {

  /** How many rows there are. */
  public int size() {
    return actual.length;
  }

  /** Some of the rows. */
  public ScoredRows select(int[] rows) {
    return new ScoredRows(
        task, classes, select(actual, rows), select(predicted, rows), select(score, rows));
  }

  private static double[] select(double[] values, int[] rows) {
    double[] some = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      some[i] = values[rows[i]];
    }
    return some;
  }

  /**
   * The metrics by name, the most telling first.
   *
   * @param threshold from which probability on a row of a binary task is called positive
   */
  public Map<String, Double> metrics(double threshold) {
    return switch (task) {
      case BINARY -> binary(threshold).values();
      case MULTICLASS -> multiclass().values();
      case REGRESSION -> regression().values();
      case CLUSTERING -> throw new IllegalStateException("A clustering has no labels");
    };
  }

  /** The metrics of a binary task. */
  public BinaryMetrics binary(double threshold) {
    return BinaryMetrics.of(actual, score, threshold);
  }

  /** The metrics of a task with several classes. */
  public MulticlassMetrics multiclass() {
    return MulticlassMetrics.of(classes, actual, predicted, score);
  }

  /** The metrics of a regression. */
  public RegressionMetrics regression() {
    return RegressionMetrics.of(actual, predicted);
  }
}
