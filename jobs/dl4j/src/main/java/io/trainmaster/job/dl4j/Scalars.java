package io.trainmaster.job.dl4j;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Numbers out of what Spark calls values. */
final class Scalars {

  private static final double NANOS_PER_SECOND = 1e9;

  private Scalars() {}

  /** A number; a date as days and an instant as seconds since 1970. */
  static double number(Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    if (value instanceof Date date) {
      return date.toLocalDate().toEpochDay();
    }
    if (value instanceof LocalDate date) {
      return date.toEpochDay();
    }
    if (value instanceof Timestamp timestamp) {
      return seconds(timestamp.toInstant());
    }
    if (value instanceof Instant instant) {
      return seconds(instant);
    }
    if (value instanceof LocalDateTime time) {
      return seconds(time.toInstant(ZoneOffset.UTC));
    }
    throw new IllegalArgumentException("No number: " + value.getClass().getName());
  }

  /** What an encoder reads: dates and instants become numbers, everything else stays. */
  static Object plain(Object value) {
    return value instanceof java.util.Date
            || value instanceof LocalDate
            || value instanceof Instant
            || value instanceof LocalDateTime
        ? (Object) number(value)
        : value;
  }

  private static double seconds(Instant instant) {
    return instant.getEpochSecond() + instant.getNano() / NANOS_PER_SECOND;
  }
}
