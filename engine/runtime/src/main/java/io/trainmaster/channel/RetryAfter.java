package io.trainmaster.channel;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Set;

/**
 * For how long the receiver of a web hook asks to be left alone, by the header {@code Retry-After}
 * of RFC 9110, section 10.2.3: a number of seconds, or an HTTP date. What is neither asks for
 * nothing.
 */
final class RetryAfter {

  /** Too many requests, and service unavailable: the answers that speak of another time. */
  private static final Set<Integer> LATER = Set.of(429, 503);

  /**
   * As many digits as are surely a number of seconds; more than that is longer than anybody waits.
   */
  private static final int MOST_DIGITS = 12;

  private RetryAfter() {}

  /** The time from now; zero where the receiver asks for none, or for one that is over. */
  static Duration of(int status, HttpHeaders headers, Instant now) {
    if (!LATER.contains(status)) {
      return Duration.ZERO;
    }
    return headers
        .firstValue("Retry-After")
        .map(String::strip)
        .map(value -> isNumber(value) ? seconds(value) : until(value, now))
        .orElse(Duration.ZERO);
  }

  private static boolean isNumber(String value) {
    return !value.isEmpty() && value.chars().allMatch(one -> one >= '0' && one <= '9');
  }

  private static Duration seconds(String digits) {
    String bounded = digits.length() > MOST_DIGITS ? "9".repeat(MOST_DIGITS) : digits;
    return Duration.ofSeconds(Long.parseLong(bounded));
  }

  private static Duration until(String date, Instant now) {
    try {
      Instant at = DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
      return at.isAfter(now) ? Duration.between(now, at) : Duration.ZERO;
    } catch (DateTimeException e) {
      return Duration.ZERO;
    }
  }
}
