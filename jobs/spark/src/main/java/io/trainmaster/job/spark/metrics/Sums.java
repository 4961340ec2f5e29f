package io.trainmaster.job.spark.metrics;

import java.util.Arrays;

/** Sums that are the same to the last bit whatever the order of the terms. */
final class Sums {

  private Sums() {}

  /** The sum of the terms in ascending order; the array is left alone. */
  static double of(double[] terms) {
    double[] sorted = terms.clone();
    Arrays.sort(sorted);
    double sum = 0;
    for (double term : sorted) {
      sum += term;
    }
    return sum;
  }
}
