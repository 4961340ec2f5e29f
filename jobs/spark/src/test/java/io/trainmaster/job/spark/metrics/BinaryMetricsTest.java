package io.trainmaster.job.spark.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.trainmaster.job.report.Section.Calibration;
import io.trainmaster.job.report.Section.Point;
import io.trainmaster.job.report.Section.Thresholds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BinaryMetricsTest {

  private static final int ROWS = 400;

  private final double[] labels = new double[ROWS];
  private final double[] scores = new double[ROWS];

  BinaryMetricsTest() {
    Random random = new Random(5);
    for (int i = 0; i < ROWS; i++) {
      labels[i] = random.nextInt(3) == 0 ? 1 : 0;
      // Few distinct values, so that there are many ties.
      scores[i] = Math.round(20 * (0.3 * labels[i] + 0.7 * random.nextDouble())) / 20.0;
    }
  }

  private BinaryMetrics metrics() {
    return BinaryMetrics.of(labels, scores, 0.5);
  }

  @Test
  void aucIsTheShareOfPairsInTheRightOrder() {
    double right = 0;
    double pairs = 0;
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < ROWS; j++) {
        if (labels[i] == 1 && labels[j] == 0) {
          pairs++;
          right += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
        }
      }
    }
    assertThat(metrics().auc()).isCloseTo(right / pairs, offset(1e-15));
  }

  @Test
  void averagePrecisionIsTheSumOverThresholds() {
    double[] thresholds = Arrays.stream(scores).distinct().sorted().toArray();
    double before = 0;
    double sum = 0;
    for (int t = thresholds.length - 1; t >= 0; t--) {
      Thresholds.Counts counts = byHand(thresholds[t]);
      double called = counts.truePositives() + counts.falsePositives();
      double positives = counts.truePositives() + counts.falseNegatives();
      double recall = counts.truePositives() / positives;
      sum += (recall - before) * counts.truePositives() / called;
      before = recall;
    }
    assertThat(metrics().averagePrecision()).isCloseTo(sum, offset(1e-12));
  }

  private Thresholds.Counts byHand(double threshold) {
    long[] counts = new long[4];
    for (int i = 0; i < ROWS; i++) {
      boolean called = scores[i] >= threshold;
      counts[labels[i] == 1 ? called ? 0 : 3 : called ? 1 : 2]++;
    }
    return new Thresholds.Counts(threshold, counts[0], counts[1], counts[2], counts[3]);
  }

  @Test
  void theFourCountsAndWhatFollowsFromThem() {
    Thresholds.Counts counts = byHand(0.5);
    assertThat(metrics().counts(0.5)).isEqualTo(counts);
    double tp = counts.truePositives();
    double precision = tp / (tp + counts.falsePositives());
    double recall = tp / (tp + counts.falseNegatives());
    Map<String, Double> values = metrics().values();
    assertThat(values.get("precision")).isEqualTo(precision);
    assertThat(values.get("recall")).isEqualTo(recall);
    assertThat(values.get("f1"))
        .isCloseTo(2 * precision * recall / (precision + recall), offset(1e-15));
    assertThat(values.get("accuracy")).isEqualTo((tp + counts.trueNegatives()) / ROWS);
  }

  @Test
  void logLossAndBrierByTheirDefinitions() {
    double[] labels = {1, 0, 1, 0};
    double[] scores = {0.9, 0.2, 0.4, 0};
    Map<String, Double> values = BinaryMetrics.of(labels, scores, 0.5).values();
    assertThat(values.get("log_loss"))
        .isCloseTo(-(Math.log(0.9) + Math.log(0.8) + Math.log(0.4)) / 4, offset(1e-12));
    assertThat(values.get("brier")).isCloseTo((0.01 + 0.04 + 0.36 + 0) / 4, offset(1e-15));
  }

  @Test
  void aCertainMistakeHasAFiniteLoss() {
    double[] wrong = {1};
    assertThat(BinaryMetrics.of(wrong, new double[] {0}, 0.5).values().get("log_loss"))
        .isCloseTo(-Math.log(1e-15), offset(1e-9));
  }

  @Test
  void calibrationBinsHoldAllRows() {
    Calibration calibration = metrics().calibration();
    assertThat(calibration.bins().stream().mapToLong(Calibration.Bin::rows).sum()).isEqualTo(ROWS);
    double error = 0;
    for (Calibration.Bin bin : calibration.bins()) {
      error += bin.rows() * Math.abs(bin.predicted() - bin.observed()) / ROWS;
    }
    assertThat(calibration.expectedError()).isCloseTo(error, offset(1e-12));
  }

  @Test
  void aPerfectlyCalibratedBinHasNoError() {
    double[] labels = {1, 0, 0, 0};
    double[] scores = {0.25, 0.25, 0.25, 0.25};
    assertThat(BinaryMetrics.of(labels, scores, 0.5).calibration().expectedError()).isZero();
  }

  @Test
  void curvesRunFromCornerToCorner() {
    List<Point> roc = metrics().roc("yes").points();
    assertThat(roc.get(0)).isEqualTo(new Point(0, 0));
    assertThat(roc.get(roc.size() - 1)).isEqualTo(new Point(1, 1));
    List<Point> precisionRecall = metrics().precisionRecall("yes").points();
    assertThat(precisionRecall.get(precisionRecall.size() - 1).x()).isEqualTo(1);
  }

  @Test
  void longCurvesAreThinned() {
    double[] labels = IntStream.range(0, 5000).mapToDouble(i -> i % 2).toArray();
    double[] scores = IntStream.range(0, 5000).mapToDouble(i -> i / 5000.0).toArray();
    List<Point> points = BinaryMetrics.of(labels, scores, 0.5).roc("").points();
    assertThat(points).hasSizeLessThan(300);
    assertThat(points.get(points.size() - 1)).isEqualTo(new Point(1, 1));
  }

  @Test
  void theOrderOfRowsChangesNoBit() {
    List<Integer> order = new ArrayList<>(IntStream.range(0, ROWS).boxed().toList());
    Collections.shuffle(order, new Random(3));
    double[] shuffledLabels = order.stream().mapToDouble(i -> labels[i]).toArray();
    double[] shuffledScores = order.stream().mapToDouble(i -> scores[i]).toArray();
    assertThat(BinaryMetrics.of(shuffledLabels, shuffledScores, 0.5).values())
        .isEqualTo(metrics().values());
  }

  @Test
  void oneClassHasNoAuc() {
    double[] ones = {1, 1};
    Map<String, Double> values = BinaryMetrics.of(ones, new double[] {0.2, 0.9}, 0.5).values();
    assertThat(values.get("auc")).isNaN();
    assertThat(values.get("accuracy")).isEqualTo(0.5);
  }

  @Test
  void nothingCalledPositiveHasNoPrecision() {
    Map<String, Double> values =
        BinaryMetrics.of(new double[] {1, 0}, new double[] {0.2, 0.1}, 0.5).values();
    assertThat(values.get("precision")).isNaN();
    assertThat(values.get("f1")).isZero();
  }
}
