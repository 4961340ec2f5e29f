package io.trainmaster.job.network.training;

import java.util.SplittableRandom;

/** The order in which an epoch sees the examples: by the seed and the epoch alone. */
final class Shuffle {

  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private Shuffle() {}

  /**
   * A permutation (Fisher and Yates) of 0 to {@code size - 1}.
   *
   * @param epoch counted from 0
   */
  static int[] order(int size, long seed, int epoch) {
    SplittableRandom random = new SplittableRandom(seed ^ (GOLDEN_GAMMA * (epoch + 1L)));
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
