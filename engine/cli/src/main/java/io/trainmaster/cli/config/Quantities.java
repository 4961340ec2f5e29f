package io.trainmaster.cli.config;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Reads amounts with units, as the workflow language writes them: {@code 16 GiB}, {@code 30 s}. */
public final class Quantities {
  private static final Map<String, Long> BYTES =
      Map.ofEntries(
          Map.entry("B", 1L),
          Map.entry("kB", 1_000L),
          Map.entry("KB", 1_000L),
          Map.entry("MB", 1_000_000L),
          Map.entry("GB", 1_000_000_000L),
          Map.entry("TB", 1_000_000_000_000L),
          Map.entry("KiB", 1L << 10),
          Map.entry("MiB", 1L << 20),
          Map.entry("GiB", 1L << 30),
          Map.entry("TiB", 1L << 40));
  private static final Map<String, Long> MILLIS =
      Map.of(
          "ms",
          1L,
          "s",
          1_000L,
          "min",
          60_000L,
          "h",
          3_600_000L,
          "d",
          86_400_000L,
          "day",
          86_400_000L,
          "days",
          86_400_000L);

  private Quantities() {}

  /** An amount of bytes; empty where the text is none. */
  static Optional<Long> bytes(String text) {
    return amount(text, BYTES);
  }

  /** A duration; empty where the text is none. */
  public static Optional<Duration> duration(String text) {
    return amount(text, MILLIS).map(Duration::ofMillis);
  }

  private static Optional<Long> amount(String text, Map<String, Long> units) {
    int end = 0;
    while (end < text.length()
        && (Character.isDigit(text.charAt(end)) || text.charAt(end) == '.')) {
      end++;
    }
    Long unit = units.get(text.substring(end).strip());
    if (end == 0 || unit == null) {
      return Optional.empty();
    }
    try {
      BigDecimal amount = new BigDecimal(text.substring(0, end)).multiply(BigDecimal.valueOf(unit));
      return Optional.of(amount.setScale(0, RoundingMode.HALF_UP).longValueExact());
    } catch (ArithmeticException | NumberFormatException e) {
      return Optional.empty();
    }
  }
}
