package io.trainmaster.cli.config;

import io.trainmaster.store.jdbc.PostgresAccess;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The texts of settings as values. */
final class Parsed {
  static final String ALL = "all";

  private Parsed() {}

  /** Whether a setting may have this text. An empty text is allowed where the default is empty. */
  static boolean isAllowed(Declaration setting, String text) {
    if (text.isEmpty()) {
      return setting.defaultValue().isEmpty();
    }
    return switch (setting.type()) {
      case PATH, WORDS, TEXT -> true;
      case DATABASE -> text.equals("sqlite") || text.startsWith(PostgresAccess.PREFIX);
      case NUMBER -> number(text).isPresent();
      case NUMBER_OR_ALL -> text.equals(ALL) || number(text).isPresent();
      case COUNT -> count(text).isPresent();
      case COUNT_OR_ALL -> text.equals(ALL) || count(text).isPresent();
      case BYTES -> bytes(text).isPresent();
      case BYTES_OR_ALL -> text.equals(ALL) || bytes(text).isPresent();
      case DURATION -> duration(text).isPresent();
      case COUNTS -> counts(text).isPresent();
      case ZONE -> isZone(text);
      case WORD -> setting.words().contains(text);
    };
  }

  /** The default is known without the time zone database, which takes time to read at a start. */
  private static boolean isZone(String text) {
    return text.equals("UTC") || ZoneId.getAvailableZoneIds().contains(text);
  }

  static Optional<Integer> count(String text) {
    return number(text).filter(number -> number >= 1);
  }

  static Optional<Integer> number(String text) {
    try {
      int number = Integer.parseInt(text);
      return number >= 0 ? Optional.of(number) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Counts by name; empty where a word is none, or a name stands twice. */
  static Optional<Map<String, Integer>> counts(String text) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (String word : text.strip().split("\\s+")) {
      int sign = word.indexOf('=');
      Optional<Integer> count = sign < 1 ? Optional.empty() : count(word.substring(sign + 1));
      if (count.isEmpty() || counts.put(word.substring(0, sign), count.get()) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(counts);
  }

  static Optional<Long> bytes(String text) {
    return Quantities.bytes(text).filter(amount -> amount > 0);
  }

  static Optional<Duration> duration(String text) {
    return Quantities.duration(text);
  }
}
