package io.trainmaster.job.spark.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How well classes are told apart where there may be more than two. Immutable. What the rows don't
 * define is NaN.
 */
public final class MulticlassMetrics {

  private final long[][] confusion;
  private final double logLoss;
  private final int rows;

  private MulticlassMetrics(long[][] confusion, double logLoss, int rows) {
    this.confusion = confusion;
    this.logLoss = logLoss;
    this.rows = rows;
  }

  /**
   * Of rows.
   *
   * @param classes how many classes there are
   * @param actual the index of each row's class
   * @param predicted the index of the class that it was taken for
   * @param probabilities the probability that was given to its class
   */
  public static MulticlassMetrics of(
      int classes, double[] actual, double[] predicted, double[] probabilities) {
    long[][] confusion = new long[classes][classes];
    double[] losses = new double[actual.length];
    for (int i = 0; i < actual.length; i++) {
      confusion[(int) actual[i]][(int) predicted[i]]++;
      losses[i] = -Math.log(BinaryMetrics.clip(probabilities[i]));
    }
    return new MulticlassMetrics(confusion, Sums.of(losses) / actual.length, actual.length);
  }

  /** The metrics by name, the most telling first. */
  public Map<String, Double> values() {
    long right = 0;
    double macro = 0;
    double weighted = 0;
    int seen = 0;
    for (int i = 0; i < confusion.length; i++) {
      long actual = Arrays.stream(confusion[i]).sum();
      long predicted = predicted(i);
      right += confusion[i][i];
      if (actual + predicted > 0) {
        double f1 = 2.0 * confusion[i][i] / (actual + predicted);
        seen++;
        macro += f1;
        weighted += f1 * actual;
      }
    }
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("accuracy", (double) right / rows);
    values.put("macro_f1", macro / seen);
    values.put("weighted_f1", weighted / rows);
    values.put("log_loss", logLoss);
    return values;
  }

  private long predicted(int column) {
    return Arrays.stream(confusion).mapToLong(row -> row[column]).sum();
  }

  /** A list for each actual class with a count for each predicted class. */
  public List<List<Long>> confusion() {
    List<List<Long>> lists = new ArrayList<>();
    for (long[] row : confusion) {
      lists.add(Arrays.stream(row).boxed().toList());
    }
    return lists;
  }
}
