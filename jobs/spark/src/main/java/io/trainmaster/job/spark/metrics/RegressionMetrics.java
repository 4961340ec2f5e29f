package io.trainmaster.job.spark.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How near predicted numbers are to the actual ones. Immutable. */
public final class RegressionMetrics {

  private static final int BINS = 40;

  /** Actual less predicted, sorted. */
  private final double[] residuals;

  private final double rmse;
  private final double mae;
  private final double r2;

  private RegressionMetrics(double[] residuals, double rmse, double mae, double r2) {
    this.residuals = residuals;
    this.rmse = rmse;
    this.mae = mae;
    this.r2 = r2;
  }

  /** Of rows. */
  public static RegressionMetrics of(double[] actual, double[] predicted) {
    int rows = actual.length;
    double mean = Sums.of(actual) / rows;
    double[] residuals = new double[rows];
    double[] squares = new double[rows];
    double[] spread = new double[rows];
    double[] distances = new double[rows];
    for (int i = 0; i < rows; i++) {
      residuals[i] = actual[i] - predicted[i];
      squares[i] = residuals[i] * residuals[i];
      distances[i] = Math.abs(residuals[i]);
      spread[i] = (actual[i] - mean) * (actual[i] - mean);
    }
    Arrays.sort(residuals);
    double error = Sums.of(squares);
    double total = Sums.of(spread);
    return new RegressionMetrics(
        residuals,
        Math.sqrt(error / rows),
        Sums.of(distances) / rows,
        total == 0 ? Double.NaN : 1 - error / total);
  }

  /** The metrics by name, the most telling first; R² is NaN where all labels are the same. */
  public Map<String, Double> values() {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("rmse", rmse);
    values.put("mae", mae);
    values.put("r2", r2);
    return values;
  }

  /** A quantile of the residuals, interpolated between its neighbours; NaN without rows. */
  public double residualQuantile(double share) {
    if (residuals.length == 0) {
      return Double.NaN;
    }
    double place = share * (residuals.length - 1);
    int low = (int) place;
    int high = Math.min(low + 1, residuals.length - 1);
    return residuals[low] + (place - low) * (residuals[high] - residuals[low]);
  }

  /**
   * A histogram of the residuals.
   *
   * @param edges the edges of the bins, ascending, one more than the counts; none without rows
   * @param counts how many residuals lie in each bin
   */
  public record Histogram(List<Double> edges, List<Long> counts) {}

  /** Bins of equal width from the 0.5th to the 99.5th percentile; the ends hold what is beyond. */
  public Histogram histogram() {
    if (residuals.length == 0) {
      return new Histogram(List.of(), List.of());
    }
    double low = residualQuantile(0.005);
    double high = residualQuantile(0.995);
    double width = high > low ? (high - low) / BINS : 1;
    long[] counts = new long[BINS];
    for (double residual : residuals) {
      int bin = (int) Math.floor((residual - low) / width);
      counts[Math.max(0, Math.min(BINS - 1, bin))]++;
    }
    List<Double> edges = new ArrayList<>();
    for (int i = 0; i <= BINS; i++) {
      edges.add(low + i * width);
    }
    return new Histogram(edges, Arrays.stream(counts).boxed().toList());
  }
}
