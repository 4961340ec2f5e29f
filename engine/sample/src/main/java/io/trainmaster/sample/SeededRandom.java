package io.trainmaster.sample;

/**
 * Random numbers that are the same on every machine and JDK: SplitMix64 (Steele, Lea and Flood,
 * "Fast splittable pseudorandom number generators", 2014) and functions of {@link StrictMath}. Not
 * safe for use by several threads.
 */
final class SeededRandom {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  private SeededRandom(long state) {
    this.state = state;
  }

  /** The generator of one row: a row does not depend on the rows before it. */
  static SeededRandom ofRow(long seed, long row) {
    return new SeededRandom(mixed(mixed(seed + GOLDEN_GAMMA) + row * GOLDEN_GAMMA));
  }

  /** Any 64 bits. */
  long bits() {
    state += GOLDEN_GAMMA;
    return mixed(state);
  }

  /** A number from 0, inclusive, to 1, exclusive. */
  double uniform() {
    return (bits() >>> 11) * 0x1.0p-53;
  }

  /** A number from low, inclusive, to high, exclusive. */
  double uniform(double low, double high) {
    return low + (high - low) * uniform();
  }

  /** A whole number from 0, inclusive, to the bound, exclusive. */
  int below(int bound) {
    return (int) (uniform() * bound);
  }

  /** True with a probability. */
  boolean chance(double probability) {
    return uniform() < probability;
  }

  /** A number of the normal distribution with mean 0 and deviation 1, by Box and Muller. */
  double normal() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform()));
    return radius * StrictMath.cos(2 * StrictMath.PI * uniform());
  }

  /** A number of the normal distribution, kept within limits. */
  double normal(double mean, double deviation, double low, double high) {
    return Math.min(high, Math.max(low, mean + deviation * normal()));
  }

  /** A number of the exponential distribution. */
  double exponential(double mean) {
    return -mean * StrictMath.log(1 - uniform());
  }

  /** A number of the Poisson distribution, by Knuth's multiplication; for small means. */
  int poisson(double mean) {
    double limit = StrictMath.exp(-mean);
    int count = 0;
    for (double product = uniform(); product > limit; product *= uniform()) {
      count++;
    }
    return count;
  }

  /** One of the choices; its weight is the probability, and the last takes what is left. */
  <T> T choose(T[] choices, double... weights) {
    double left = uniform();
    for (int i = 0; i < choices.length - 1; i++) {
      left -= weights[i];
      if (left < 0) {
        return choices[i];
      }
    }
    return choices[choices.length - 1];
  }

  private static long mixed(long bits) {
    long mixed = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
