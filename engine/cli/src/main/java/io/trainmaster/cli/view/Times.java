package io.trainmaster.cli.view;

import io.trainmaster.model.ValueText;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Times as tables show them. */
public final class Times {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private Times() {}

  /** A time in UTC, to the second. */
  public static String at(Instant instant) {
    return FORMAT.format(instant);
  }

  /** How long something took; empty where it has not ended. */
  public static String took(Instant start, Optional<Instant> end) {
    return end.map(last -> ValueText.duration(Duration.between(start, last))).orElse("");
  }
}
