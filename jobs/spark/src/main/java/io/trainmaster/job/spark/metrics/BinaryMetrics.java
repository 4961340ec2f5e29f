package io.trainmaster.job.spark.metrics;

import io.trainmaster.job.report.Section.Calibration;
import io.trainmaster.job.report.Section.Curve;
import io.trainmaster.job.report.Section.Point;
import io.trainmaster.job.report.Section.Thresholds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How well probabilities tell two classes apart. All follows from two sorted arrays, the
 * probabilities of the positive rows and those of the negative ones, so the order of the rows can't
 * show in any sum. A row is called positive when its probability is at least the threshold. What
 * the rows don't define, such as the AUC of rows of one class, is NaN. Immutable.
 */
public final class BinaryMetrics {

  /** Probabilities are kept this far from 0 and 1 where their logarithm is taken. */
  static final double CLIP = 1e-15;

  private static final int BINS = 10;
  private static final int CURVE_POINTS = 200;
  private static final int THRESHOLDS = 50;

  private final double[] positives;
  private final double[] negatives;
  private final double threshold;

  private BinaryMetrics(double[] positives, double[] negatives, double threshold) {
    this.positives = positives;
    this.negatives = negatives;
    this.threshold = threshold;
  }

  /**
   * Of rows.
   *
   * @param labels 1 for a positive row, 0 for a negative one
   * @param probabilities of being positive
   * @param threshold the probability from which on a row is called positive
   */
  public static BinaryMetrics of(double[] labels, double[] probabilities, double threshold) {
    double[] positives = new double[labels.length];
    double[] negatives = new double[labels.length];
    int count = 0;
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] == 1) {
        positives[count++] = probabilities[i];
      } else {
        negatives[i - count] = probabilities[i];
      }
    }
    positives = Arrays.copyOf(positives, count);
    negatives = Arrays.copyOf(negatives, labels.length - count);
    Arrays.sort(positives);
    Arrays.sort(negatives);
    return new BinaryMetrics(positives, negatives, threshold);
  }

  /** The metrics by name, the most telling first. */
  public Map<String, Double> values() {
    Thresholds.Counts counts = counts(threshold);
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("auc", auc());
    values.put("accuracy", accuracy(counts));
    values.put("f1", f1(counts));
    values.put("log_loss", logLoss());
    values.put("pr_auc", averagePrecision());
    values.put("precision", precision(counts));
    values.put("recall", recall(counts));
    values.put("brier", brier());
    values.put("calibration_error", calibration().expectedError());
    return values;
  }

  /** Mann and Whitney's statistic over its maximum: ties count half. */
  public double auc() {
    long twice = 0;
    int below = 0;
    int notAbove = 0;
    for (double score : positives) {
      while (below < negatives.length && negatives[below] < score) {
        below++;
      }
      while (notAbove < negatives.length && negatives[notAbove] <= score) {
        notAbove++;
      }
      twice += (long) below + notAbove;
    }
    return twice / 2.0 / positives.length / negatives.length;
  }

  /** The sum over the distinct thresholds of precision times the growth of recall. */
  public double averagePrecision() {
    if (positives.length == 0) {
      return Double.NaN;
    }
    double sum = 0;
    long before = 0;
    for (Thresholds.Counts counts : distinctThresholds()) {
      sum += precision(counts) * (counts.truePositives() - before);
      before = counts.truePositives();
    }
    return sum / positives.length;
  }

  private double logLoss() {
    double sum = 0;
    for (double score : positives) {
      sum -= Math.log(clip(score));
    }
    for (double score : negatives) {
      sum -= Math.log(clip(1 - score));
    }
    return sum / rows();
  }

  static double clip(double probability) {
    return Math.max(CLIP, Math.min(1 - CLIP, probability));
  }

  private double brier() {
    double sum = 0;
    for (double score : positives) {
      sum += (1 - score) * (1 - score);
    }
    for (double score : negatives) {
      sum += score * score;
    }
    return sum / rows();
  }

  private int rows() {
    return positives.length + negatives.length;
  }

  /** The four counts at a threshold. */
  public Thresholds.Counts counts(double at) {
    int missed = below(positives, at);
    int rejected = below(negatives, at);
    return new Thresholds.Counts(
        at, positives.length - missed, negatives.length - rejected, rejected, missed);
  }

  private static int below(double[] sorted, double bound) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < bound) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private double accuracy(Thresholds.Counts counts) {
    return (double) (counts.truePositives() + counts.trueNegatives()) / rows();
  }

  private static double precision(Thresholds.Counts counts) {
    return (double) counts.truePositives() / (counts.truePositives() + counts.falsePositives());
  }

  private static double recall(Thresholds.Counts counts) {
    return (double) counts.truePositives() / (counts.truePositives() + counts.falseNegatives());
  }

  private static double f1(Thresholds.Counts counts) {
    return 2.0
        * counts.truePositives()
        / (2 * counts.truePositives() + counts.falsePositives() + counts.falseNegatives());
  }

  /** The counts at each distinct probability, from the highest down. */
  private List<Thresholds.Counts> distinctThresholds() {
    List<Thresholds.Counts> all = new ArrayList<>();
    int p = positives.length;
    int n = negatives.length;
    while (p > 0 || n > 0) {
      double at =
          Math.max(
              p > 0 ? positives[p - 1] : Double.NEGATIVE_INFINITY,
              n > 0 ? negatives[n - 1] : Double.NEGATIVE_INFINITY);
      while (p > 0 && positives[p - 1] >= at) {
        p--;
      }
      while (n > 0 && negatives[n - 1] >= at) {
        n--;
      }
      all.add(new Thresholds.Counts(at, positives.length - p, negatives.length - n, n, p));
    }
    return all;
  }

  /** The true positive rate over the false one, thinned to a few hundred points. */
  public Curve roc(String name) {
    List<Point> points = new ArrayList<>();
    points.add(new Point(0, 0));
    for (Thresholds.Counts counts : thin(distinctThresholds())) {
      points.add(new Point((double) counts.falsePositives() / negatives.length, recall(counts)));
    }
    return new Curve(name, auc(), points);
  }

  /** Precision over recall, thinned to a few hundred points. */
  public Curve precisionRecall(String name) {
    List<Point> points = new ArrayList<>();
    for (Thresholds.Counts counts : thin(distinctThresholds())) {
      points.add(new Point(recall(counts), precision(counts)));
    }
    return new Curve(name, averagePrecision(), points);
  }

  private static List<Thresholds.Counts> thin(List<Thresholds.Counts> all) {
    if (all.size() <= CURVE_POINTS) {
      return all;
    }
    List<Thresholds.Counts> some = new ArrayList<>();
    for (int i = 0; i < CURVE_POINTS; i++) {
      some.add(all.get((int) ((long) i * (all.size() - 1) / (CURVE_POINTS - 1))));
    }
    return some;
  }

  /** The counts at evenly spaced thresholds. */
  public Thresholds thresholds() {
    List<Thresholds.Counts> all = new ArrayList<>();
    for (int i = 0; i <= THRESHOLDS; i++) {
      all.add(counts((double) i / THRESHOLDS));
    }
    return new Thresholds(threshold, all);
  }

  /** Ten bins of equal width, and the mean distance of their predictions from what was observed. */
  public Calibration calibration() {
    List<Calibration.Bin> bins = new ArrayList<>();
    double error = 0;
    int p = 0;
    int n = 0;
    for (int bin = 1; bin <= BINS; bin++) {
      double end = bin == BINS ? Double.POSITIVE_INFINITY : (double) bin / BINS;
      int pEnd = below(positives, end);
      int nEnd = below(negatives, end);
      int rows = pEnd - p + nEnd - n;
      if (rows > 0) {
        double predicted = (sum(positives, p, pEnd) + sum(negatives, n, nEnd)) / rows;
        double observed = (double) (pEnd - p) / rows;
        bins.add(new Calibration.Bin(predicted, observed, rows));
        error += Math.abs(predicted - observed) * rows / rows();
      }
      p = pEnd;
      n = nEnd;
    }
    return new Calibration(rows() == 0 ? Double.NaN : error, bins);
  }

  private static double sum(double[] values, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += values[i];
    }
    return sum;
  }
}
