package io.trainmaster.sim;

/**
 * What chance makes of a story: SplitMix64 (Steele, Lea and Flood, 2014), which costs a few
 * nanoseconds a number. For one thread.
 */
final class Chance {

  private long state;

  Chance(long seed) {
    this.state = seed;
  }

  private long next() {
    state += 0x9E3779B97F4A7C15L;
    long z = (state ^ state >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }

  /** A number from 0, below the bound. */
  int below(int bound) {
    // The bounds are small, so that the numbers are near enough to equally likely.
    return (int) ((next() >>> 32) * bound >>> 32);
  }

  /** One of two. */
  boolean coin() {
    return next() < 0;
  }
}
