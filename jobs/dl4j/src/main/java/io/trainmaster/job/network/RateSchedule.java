package io.trainmaster.job.network;

/** How the learning rate changes from epoch to epoch. */
public sealed interface RateSchedule {

  /**
   * What the first rate is multiplied by.
   *
   * @param epoch counted from 0
   * @param epochs how many there will be at most
   */
  double factor(int epoch, int epochs);

  /** It stays as it is. */
  record Constant() implements RateSchedule {
    @Override
    public double factor(int epoch, int epochs) {
      return 1;
    }
  }

  /** It is multiplied by {@code factor} after every {@code every} epochs. */
  record Step(int every, double factor) implements RateSchedule {
    @Override
    public double factor(int epoch, int epochs) {
      return StrictMath.pow(factor, epoch / every);
    }
  }

  /** It falls to nearly 0 along half a cosine wave (I. Loshchilov, F. Hutter, 2017). */
  record Cosine() implements RateSchedule {
    @Override
    public double factor(int epoch, int epochs) {
      return (1 + StrictMath.cos(StrictMath.PI * epoch / epochs)) / 2;
    }
  }
}
