package io.trainmaster.job.spark.model;

import io.trainmaster.job.spark.features.FeaturePipeline;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How well clusters are told apart, by squared Euclidean distances in the space of the feature
 * vectors. A row's mean distance to a cluster follows from the cluster's size, sum and sum of
 * squares, so two passes over the rows do. The sums of the partitions are added in their order.
 *
 * @param sizes the rows of each cluster
 * @param silhouettes the mean silhouette of each cluster's rows; NaN where it has none
 * @param silhouette the mean silhouette of all rows; NaN where fewer than two clusters have rows
 * @param cost the sum of the distances from the rows to the centres of the model
 */
public record ClusterScores(long[] sizes, double[] silhouettes, double silhouette, double cost) {

  /**
   * Scores.
   *
   * @param scored rows with their vector and, in {@link ScoredTable#PREDICTION}, their cluster
   * @param centers the model's centres
   */
  public static ClusterScores of(Dataset<Row> scored, Vector[] centers) {
    JavaRDD<Row> rows = scored.select(FeaturePipeline.FEATURES, ScoredTable.PREDICTION).toJavaRDD();
    int width = centers.length == 0 ? 0 : centers[0].size();
    double[][] points = new double[centers.length][];
    for (int i = 0; i < centers.length; i++) {
      points[i] = centers[i].toArray();
    }
    double[][] sums =
        add(rows.mapPartitions(part -> List.<double[][]>of(sums(part, points)).iterator()));
    double[][] scores =
        add(rows.mapPartitions(part -> List.<double[][]>of(scores(part, sums)).iterator()));
    long[] sizes = new long[centers.length];
    double[] silhouettes = new double[centers.length];
    double total = 0;
    double cost = 0;
    long count = 0;
    int filled = 0;
    for (int i = 0; i < centers.length; i++) {
      sizes[i] = (long) sums[i][width + COUNT];
      cost += sums[i][width + COST];
      silhouettes[i] = scores[i][0] / sizes[i];
      total += scores[i][0];
      count += sizes[i];
      filled += sizes[i] > 0 ? 1 : 0;
    }
    return new ClusterScores(sizes, silhouettes, filled < 2 ? Double.NaN : total / count, cost);
  }

  // Behind the coordinates of a cluster's sum:
  private static final int COUNT = 0;
  private static final int SQUARES = 1;
  private static final int COST = 2;
  private static final int EXTRAS = 3;

  private static double[][] add(JavaRDD<double[][]> partitions) {
    double[][] total = null;
    for (double[][] part : partitions.collect()) {
      if (total == null) {
        total = part;
        continue;
      }
      for (int i = 0; i < total.length; i++) {
        for (int j = 0; j < total[i].length; j++) {
          total[i][j] += part[i][j];
        }
      }
    }
    if (total == null) {
      throw new IllegalStateException("No partitions");
    }
    return total;
  }

  private static double[][] sums(Iterator<Row> rows, double[][] centers) {
    int width = centers[0].length;
    double[][] sums = new double[centers.length][width + EXTRAS];
    while (rows.hasNext()) {
      Row row = rows.next();
      double[] point = ((Vector) row.get(0)).toArray();
      int own = row.getInt(1);
      double[] sum = sums[own];
      for (int j = 0; j < width; j++) {
        double distance = point[j] - centers[own][j];
        sum[j] += point[j];
        sum[width + SQUARES] += point[j] * point[j];
        sum[width + COST] += distance * distance;
      }
      sum[width + COUNT]++;
    }
    return sums;
  }

  private static double[][] scores(Iterator<Row> rows, double[][] sums) {
    double[][] scores = new double[sums.length][1];
    while (rows.hasNext()) {
      Row row = rows.next();
      int own = row.getInt(1);
      scores[own][0] += silhouette(((Vector) row.get(0)).toArray(), own, sums);
    }
    return scores;
  }

  /** Rousseeuw's silhouette; 0 for the only row of a cluster. */
  private static double silhouette(double[] point, int own, double[][] sums) {
    int width = point.length;
    double size = sums[own][width + COUNT];
    if (size < 2) {
      return 0;
    }
    double within = distance(point, sums[own]) * size / (size - 1);
    double nearest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < sums.length; i++) {
      if (i != own && sums[i][width + COUNT] > 0) {
        nearest = Math.min(nearest, distance(point, sums[i]));
      }
    }
    double larger = Math.max(within, nearest);
    return larger == 0 || Double.isInfinite(larger) ? 0 : (nearest - within) / larger;
  }

  /** The mean squared distance to a cluster's rows; rounding may not make it negative. */
  private static double distance(double[] point, double[] sum) {
    int width = point.length;
    double count = sum[width + COUNT];
    double norm = 0;
    double dot = 0;
    for (int j = 0; j < width; j++) {
      norm += point[j] * point[j];
      dot += point[j] * sum[j];
    }
    return Math.max(0, norm + sum[width + SQUARES] / count - 2 * dot / count);
  }

  /** The metrics by name; what the rows don't define is left out. */
  public Map<String, Double> metrics() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    if (!Double.isNaN(silhouette)) {
      metrics.put("silhouette", silhouette);
    }
    metrics.put("cost", cost);
    return metrics;
  }
}
