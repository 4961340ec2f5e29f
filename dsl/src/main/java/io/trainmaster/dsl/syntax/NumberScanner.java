package io.trainmaster.dsl.syntax;

/**
 * Finds the end of a number: {@code 12}, {@code 1_000}, {@code 0.5}, {@code 1e-3}, {@code 80%}. A
 * point counts only with a digit after it, so that {@code 0..1} is a range.
 */
final class NumberScanner {

  private NumberScanner() {}

  /** The offset after the number; negative where what stands there is no number. */
  static int end(String text, int start, int limit) {
    int at = digits(text, start, limit);
    boolean sound = text.charAt(at - 1) != '_';
    if (isFraction(text, at, limit)) {
      at = digits(text, at + 1, limit);
      sound &= text.charAt(at - 1) != '_';
    }
    int exponent = exponent(text, at, limit);
    at = exponent > 0 ? exponent : at;
    while (isFraction(text, at, limit)) {
      at = digits(text, at + 1, limit);
      sound = false;
    }
    if (at < limit && text.charAt(at) == '%') {
      at++;
    }
    return sound ? at : -at;
  }

  private static boolean isFraction(String text, int at, int limit) {
    return at + 1 < limit && text.charAt(at) == '.' && isDigit(text.charAt(at + 1));
  }

  private static int exponent(String text, int at, int limit) {
    if (at >= limit || (text.charAt(at) | 0x20) != 'e') {
      return -1;
    }
    int digits = at + 1;
    if (digits < limit && (text.charAt(digits) == '+' || text.charAt(digits) == '-')) {
      digits++;
    }
    return digits < limit && isDigit(text.charAt(digits)) ? digits(text, digits, limit) : -1;
  }

  private static int digits(String text, int from, int limit) {
    int at = from;
    while (at < limit && (isDigit(text.charAt(at)) || text.charAt(at) == '_')) {
      at++;
    }
    return at;
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
