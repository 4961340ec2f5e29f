package io.trainmaster.replay.openb;

/**
 * The additive lagged Fibonacci generator y(n) = y(n-607) + y(n-273) mod 2^64, moved on by any
 * number of steps at once: y(n+N) is that combination of y(n), .., y(n+606) whose factors are those
 * of x^N mod x^607 - x^334 - 1, over the integers mod 2^64.
 */
final class LaggedState {

  /** How many words the state has, the longer lag. */
  static final int LENGTH = 607;

  /** The shorter lag. */
  static final int TAP = 273;

  private static final int MIDDLE = LENGTH - TAP;

  private LaggedState() {}

  /**
   * The state after a number of steps.
   *
   * @param oldestFirst the last 607 words, the oldest first
   */
  static long[] after(long steps, long[] oldestFirst) {
    long[] factors = power(steps);
    long[] words = new long[2 * LENGTH - 1];
    System.arraycopy(oldestFirst, 0, words, 0, LENGTH);
    for (int i = LENGTH; i < words.length; i++) {
      words[i] = words[i - LENGTH] + words[i - TAP];
    }
    long[] moved = new long[LENGTH];
    for (int word = 0; word < LENGTH; word++) {
      for (int i = 0; i < LENGTH; i++) {
        moved[word] += factors[i] * words[word + i];
      }
    }
    return moved;
  }

  /** The factors of x^exponent, by squaring. */
  private static long[] power(long exponent) {
    long[] product = new long[2 * LENGTH - 1];
    product[0] = 1;
    for (int bit = 63 - Long.numberOfLeadingZeros(exponent); bit >= 0; bit--) {
      product = square(product);
      if ((exponent >>> bit & 1) == 1) {
        System.arraycopy(product, 0, product, 1, LENGTH);
        product[0] = 0;
        reduce(product);
      }
    }
    return product;
  }

  private static long[] square(long[] factors) {
    long[] square = new long[2 * LENGTH - 1];
    for (int i = 0; i < LENGTH; i++) {
      for (int j = 0; j < LENGTH; j++) {
        square[i + j] += factors[i] * factors[j];
      }
    }
    reduce(square);
    return square;
  }

  private static void reduce(long[] factors) {
    for (int i = factors.length - 1; i >= LENGTH; i--) {
      factors[i - TAP] += factors[i];
      factors[i - LENGTH] += factors[i];
      factors[i] = 0;
    }
  }

  /** Where the word that comes after so many others lies in the array that is walked downwards. */
  static int place(int word) {
    return Math.floorMod(MIDDLE - 1 - word, LENGTH);
  }
}
