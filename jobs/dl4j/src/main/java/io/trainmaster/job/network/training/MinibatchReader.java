package io.trainmaster.job.network.training;

import io.trainmaster.job.network.data.Examples;

/** Fills one minibatch after the other into the same memory. */
final class MinibatchReader {

  private final Examples examples;
  private final int units;
  private final int rowsMax;
  private final float[] features;
  private final float[] answers;

  /**
   * @param rowsMax how many examples a minibatch has; the last of an epoch may have fewer
   * @param units of the output layer
   */
  MinibatchReader(Examples examples, int rowsMax, int units) {
    this.examples = examples;
    this.units = units;
    this.rowsMax = rowsMax;
    this.features = new float[Math.multiplyExact(rowsMax, examples.width())];
    this.answers = new float[Math.multiplyExact(rowsMax, units)];
  }

  /** The examples that stand from {@code from} on in an order; valid until the next call. */
  Minibatch read(int[] order, int from) {
    int rows = Math.min(rowsMax, order.length - from);
    for (int row = 0; row < rows; row++) {
      examples.features(order[from + row], features, row * examples.width());
      examples.answer(order[from + row], units, answers, row * units);
    }
    return new Minibatch(features, answers, rows);
  }
}
