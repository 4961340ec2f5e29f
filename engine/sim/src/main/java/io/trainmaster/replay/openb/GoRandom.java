package io.trainmaster.replay.openb;

import java.util.List;

/**
 * The generator of Go's package math/rand, version 1, as seeded by rand.NewSource: the same seed
 * gives the same draws. It adds the words of a lagged Fibonacci generator (607, 273); a seed is
 * spread over its state by a Lehmer generator (factor 48271 mod 2^31 - 1) and mixed with a fixed
 * state, which is that of the same generator seeded by 1 in an earlier way, after 7.8 * 10^12
 * steps. For one thread.
 */
public final class GoRandom {

  private static final int LEHMER_MODULUS = Integer.MAX_VALUE;
  private static final long LEHMER_FACTOR = 48271;
  private static final int LEHMER_SKIPPED = 20;

  /** What takes the place of a seed of 0, which the Lehmer generator would never leave. */
  private static final int SEED_FOR_ZERO = 89482311;

  private static final long COOKED_STEPS = 7_800_000_000_000L;

  private static final long[] COOKED = cooked();

  private final long[] words;
  private int tap;
  private int feed;

  /** A generator that gives what Go's gives for this seed. */
  public GoRandom(long seed) {
    words = spread(seed, 40, 20);
    for (int i = 0; i < words.length; i++) {
      words[i] ^= COOKED[i];
    }
    tap = 0;
    feed = LaggedState.LENGTH - LaggedState.TAP;
  }

  /** 63 random bits. */
  public long nextLong() {
    tap = tap == 0 ? LaggedState.LENGTH - 1 : tap - 1;
    feed = feed == 0 ? LaggedState.LENGTH - 1 : feed - 1;
    words[feed] += words[tap];
    return words[feed] & Long.MAX_VALUE;
  }

  /** Uniform in [0, bound), as Intn for bounds below 2^31. */
  public int nextInt(int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("There is nothing to draw from.");
    }
    int drawn = nextInt31();
    if ((bound & (bound - 1)) == 0) {
      return drawn & (bound - 1);
    }
    int highest = (int) ((1L << 31) - 1 - (1L << 31) % bound);
    while (drawn > highest) {
      drawn = nextInt31();
    }
    return drawn % bound;
  }

  /** The numbers below a bound in random order, as Perm. */
  public int[] permutation(int bound) {
    int[] numbers = new int[bound];
    for (int i = 0; i < bound; i++) {
      int other = nextInt(i + 1);
      numbers[i] = numbers[other];
      numbers[other] = i;
    }
    return numbers;
  }

  /** Brings a list into random order, as Shuffle. */
  public <T> void shuffle(List<T> list) {
    for (int i = list.size() - 1; i > 0; i--) {
      int other = scaled(i + 1);
      T moved = list.get(i);
      list.set(i, list.get(other));
      list.set(other, moved);
    }
  }

  private int nextInt31() {
    return (int) (nextLong() >>> 32);
  }

  /**
   * Uniform in [0, bound) by the high half of a product, with draws thrown away that would make
   * some numbers likelier (Lemire, "Fast Random Integer Generation in an Interval", 2019).
   */
  private int scaled(int bound) {
    long product = word32() * bound;
    if ((product & 0xFFFF_FFFFL) < bound) {
      long threshold = (1L << 32) % bound;
      while ((product & 0xFFFF_FFFFL) < threshold) {
        product = word32() * bound;
      }
    }
    return (int) (product >>> 32);
  }

  private long word32() {
    return nextLong() >>> 31;
  }

  /** Each word of three draws of the Lehmer generator, the first two moved to the left. */
  private static long[] spread(long seed, int firstShift, int secondShift) {
    long state = Math.floorMod(seed, (long) LEHMER_MODULUS);
    state = state == 0 ? SEED_FOR_ZERO : state;
    for (int i = 0; i < LEHMER_SKIPPED; i++) {
      state = lehmer(state);
    }
    long[] spread = new long[LaggedState.LENGTH];
    for (int i = 0; i < spread.length; i++) {
      long first = lehmer(state);
      long second = lehmer(first);
      state = lehmer(second);
      spread[i] = first << firstShift ^ second << secondShift ^ state;
    }
    return spread;
  }

  private static long lehmer(long state) {
    return state * LEHMER_FACTOR % LEHMER_MODULUS;
  }

  private static long[] cooked() {
    long[] start = spread(1, 20, 10);
    long[] oldestFirst = new long[LaggedState.LENGTH];
    for (int i = 0; i < oldestFirst.length; i++) {
      oldestFirst[i] = start[LaggedState.place(i)];
    }
    long[] moved = LaggedState.after(COOKED_STEPS, oldestFirst);
    long[] cooked = new long[LaggedState.LENGTH];
    int turned = (int) (COOKED_STEPS % LaggedState.LENGTH);
    for (int i = 0; i < cooked.length; i++) {
      cooked[LaggedState.place(i + turned)] = moved[i];
    }
    return cooked;
  }
}
