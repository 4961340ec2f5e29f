package io.trainmaster.job.network.training;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** The area under the ROC curve, by the ranks of the positive rows (Mann and Whitney). */
final class RankSum {

  private RankSum() {}

  /**
   * The share of pairs of a positive and a negative row in which the positive one has the larger
   * score; a tie counts half. NaN where there are no such pairs.
   *
   * @param label 1 for a positive row
   */
  static double areaUnderCurve(double[] scores, IntToDoubleFunction label) {
    Integer[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(row -> scores[row]))
            .toArray(Integer[]::new);
    double ranks = 0;
    long positives = 0;
    for (int from = 0; from < order.length; ) {
      int to = from;
      while (to < order.length && scores[order[to]] == scores[order[from]]) {
        to++;
      }
      long tied =
          Arrays.stream(order, from, to).filter(row -> label.applyAsDouble(row) == 1).count();
      // Ranks are counted from 1; those of a tie share their mean.
      ranks += tied * (from + 1 + to) / 2.0;
      positives += tied;
      from = to;
    }
    double pairs = (double) positives * (scores.length - positives);
    return pairs == 0 ? Double.NaN : (ranks - positives * (positives + 1) / 2.0) / pairs;
  }
}
