package io.trainmaster.job.spark.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.trainmaster.job.report.TaskKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OtherMetricsTest {

  @Test
  void severalClassesByHand() {
    double[] actual = {0, 0, 0, 1, 1, 2};
    double[] predicted = {0, 0, 1, 1, 1, 0};
    double[] given = {0.8, 0.7, 0.2, 0.6, 0.5, 0.1};
    MulticlassMetrics metrics = MulticlassMetrics.of(4, actual, predicted, given);
    assertThat(metrics.confusion())
        .containsExactly(
            List.of(2L, 1L, 0L, 0L),
            List.of(0L, 2L, 0L, 0L),
            List.of(1L, 0L, 0L, 0L),
            List.of(0L, 0L, 0L, 0L));
    // F1: class 0 has precision 2/3 and recall 2/3; class 1 has 2/3 and 1; class 2 has 0. The
    // fourth class is neither in the data nor predicted.
    double first = 2.0 / 3;
    double second = 0.8;
    Map<String, Double> values = metrics.values();
    assertThat(values.get("accuracy")).isEqualTo(4.0 / 6);
    assertThat(values.get("macro_f1")).isCloseTo((first + second) / 3, offset(1e-15));
    assertThat(values.get("weighted_f1")).isCloseTo((3 * first + 2 * second) / 6, offset(1e-15));
    double loss = 0;
    for (double probability : given) {
      loss -= Math.log(probability) / 6;
    }
    assertThat(values.get("log_loss")).isCloseTo(loss, offset(1e-12));
  }

  @Test
  void numbersByHand() {
    double[] actual = {1, 2, 3, 4};
    double[] predicted = {1.5, 2, 2, 6};
    RegressionMetrics metrics = RegressionMetrics.of(actual, predicted);
    double squares = 0.25 + 0 + 1 + 4;
    Map<String, Double> values = metrics.values();
    assertThat(values.get("rmse")).isCloseTo(Math.sqrt(squares / 4), offset(1e-15));
    assertThat(values.get("mae")).isEqualTo(3.5 / 4);
    assertThat(values.get("r2")).isCloseTo(1 - squares / 5, offset(1e-15));
    // The residuals are -2, -0.5, 0 and 1.
    assertThat(metrics.residualQuantile(0)).isEqualTo(-2);
    assertThat(metrics.residualQuantile(0.5)).isEqualTo(-0.25);
    assertThat(metrics.residualQuantile(1)).isEqualTo(1);
    RegressionMetrics.Histogram histogram = metrics.histogram();
    assertThat(histogram.edges()).hasSize(histogram.counts().size() + 1).isSorted();
    assertThat(histogram.counts().stream().mapToLong(Long::longValue).sum()).isEqualTo(4);
  }

  @Test
  void equalLabelsHaveNoR2() {
    double[] same = {3, 3};
    assertThat(RegressionMetrics.of(same, new double[] {3, 4}).values().get("r2")).isNaN();
  }

  @Test
  void aPerfectModelHasAHistogramToo() {
    double[] values = {1, 2, 3};
    RegressionMetrics metrics = RegressionMetrics.of(values, values);
    assertThat(metrics.values()).containsEntry("rmse", 0.0).containsEntry("r2", 1.0);
    assertThat(metrics.histogram().counts()).contains(3L);
  }

  @Test
  void partsOfRowsAreMeasuredAlone() {
    double[] actual = {1, 0, 1, 0};
    double[] scores = {0.9, 0.1, 0.1, 0.9};
    ScoredRows rows = new ScoredRows(TaskKind.BINARY, 2, actual, scores, scores);
    assertThat(rows.select(new int[] {0, 1}).metrics(0.5)).containsEntry("auc", 1.0);
    assertThat(rows.select(new int[] {2, 3}).metrics(0.5)).containsEntry("auc", 0.0);
    assertThat(rows.metrics(0.5)).containsEntry("auc", 0.5);
    assertThat(rows.size()).isEqualTo(4);
  }

  @Test
  void sumsDoNotDependOnTheOrder() {
    double[] terms = {1e16, 1, -1e16, 1, 3e-9};
    double[] other = {1, 3e-9, 1e16, 1, -1e16};
    assertThat(Sums.of(terms)).isEqualTo(Sums.of(other));
    assertThat(terms[0]).isEqualTo(1e16);
  }
}
