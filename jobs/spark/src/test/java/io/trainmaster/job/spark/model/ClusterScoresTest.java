package io.trainmaster.job.spark.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.trainmaster.job.spark.SharedSession;
import io.trainmaster.job.spark.features.FeaturePipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class ClusterScoresTest {

  private static final StructType SCHEMA =
      new StructType()
          .add(FeaturePipeline.FEATURES, SQLDataTypes.VectorType())
          .add(ScoredTable.PREDICTION, DataTypes.IntegerType);

  private static ClusterScores scores(double[][] points, int[] clusters, int count) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < points.length; i++) {
      rows.add(RowFactory.create(Vectors.dense(points[i]), clusters[i]));
    }
    Vector[] centers = new Vector[count];
    for (int i = 0; i < count; i++) {
      centers[i] = Vectors.dense(i, -i);
    }
    return ClusterScores.of(
        SharedSession.get().createDataFrame(rows, SCHEMA).repartition(3), centers);
  }

  private static double distance(double[] left, double[] right) {
    double sum = 0;
    for (int j = 0; j < left.length; j++) {
      sum += (left[j] - right[j]) * (left[j] - right[j]);
    }
    return sum;
  }

  /** Rousseeuw's definition, pair by pair. */
  private static double silhouette(double[][] points, int[] clusters, int row, int count) {
    double[] sums = new double[count];
    int[] sizes = new int[count];
    for (int i = 0; i < points.length; i++) {
      if (i != row) {
        sums[clusters[i]] += distance(points[row], points[i]);
        sizes[clusters[i]]++;
      }
    }
    if (sizes[clusters[row]] == 0) {
      return 0;
    }
    double within = sums[clusters[row]] / sizes[clusters[row]];
    double nearest = Double.POSITIVE_INFINITY;
    for (int c = 0; c < count; c++) {
      if (c != clusters[row] && sizes[c] > 0) {
        nearest = Math.min(nearest, sums[c] / sizes[c]);
      }
    }
    return (nearest - within) / Math.max(nearest, within);
  }

  @Test
  void silhouetteAndCostPairByPair() {
    Random random = new Random(4);
    double[][] points = new double[60][];
    int[] clusters = new int[60];
    for (int i = 0; i < 60; i++) {
      // The last point is alone in its cluster; a fifth cluster is empty.
      clusters[i] = i == 59 ? 3 : i % 3;
      points[i] =
          new double[] {
            clusters[i] + random.nextGaussian() / 2, -clusters[i] + random.nextGaussian() / 2
          };
    }
    double total = 0;
    double cost = 0;
    double[] sums = new double[4];
    for (int i = 0; i < 60; i++) {
      double one = silhouette(points, clusters, i, 5);
      total += one;
      sums[clusters[i]] += one;
      cost += distance(points[i], new double[] {clusters[i], -clusters[i]});
    }
    ClusterScores scores = scores(points, clusters, 5);
    assertThat(scores.silhouette()).isCloseTo(total / 60, offset(1e-12));
    assertThat(scores.cost()).isCloseTo(cost, offset(1e-9));
    assertThat(scores.sizes()).containsExactly(20, 20, 19, 1, 0);
    assertThat(scores.silhouettes()[0]).isCloseTo(sums[0] / 20, offset(1e-12));
    assertThat(scores.silhouettes()[3]).isZero();
    assertThat(scores.silhouettes()[4]).isNaN();
  }

  @Test
  void oneClusterHasNoSilhouette() {
    double[][] points = {{0, 0}, {1, 1}};
    ClusterScores scores = scores(points, new int[] {0, 0}, 2);
    assertThat(scores.metrics()).doesNotContainKey("silhouette").containsEntry("cost", 2.0);
  }

  @Test
  void equalRowsHaveNoDistance() {
    double[][] points = {{1, 1}, {1, 1}, {1, 1}, {1, 1}};
    assertThat(scores(points, new int[] {0, 0, 1, 1}, 2).silhouette()).isZero();
  }
}
