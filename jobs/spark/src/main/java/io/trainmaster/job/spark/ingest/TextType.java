package io.trainmaster.job.spark.ingest;

import io.trainmaster.job.spark.data.ColumnTypes;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.jspecify.annotations.Nullable;

/** The types that the texts of a file are read as: how each is written, and its value. */
enum TextType {
  BOOL("Bool") {
    @Override
    @Nullable Object parse(String text) {
      if (text.equalsIgnoreCase("true")) {
        return Boolean.TRUE;
      }
      return text.equalsIgnoreCase("false") ? Boolean.FALSE : null;
    }
  },

  INT("Int") {
    @Override
    @Nullable Object parse(String text) {
      if (!isInteger(text)) {
        return null;
      }
      try {
        return Long.valueOf(text);
      } catch (NumberFormatException e) {
        return null; // more than 64 bits
      }
    }
  },

  FLOAT("Float") {
    @Override
    @Nullable Object parse(String text) {
      if (isDecimal(text)) {
        return Double.valueOf(text);
      }
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "nan" -> Double.NaN;
        case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
        case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
        default -> null;
      };
    }
  },

  DATE("Date") {
    @Override
    @Nullable Object parse(String text) {
      if (text.length() != 10 || text.charAt(4) != '-') {
        return null;
      }
      try {
        return LocalDate.parse(text);
      } catch (DateTimeException e) {
        return null;
      }
    }
  },

  INSTANT("Instant") {
    @Override
    @Nullable Object parse(String text) {
      if (text.length() < 16 || text.charAt(4) != '-') {
        return null;
      }
      try {
        TemporalAccessor parsed =
            DATE_TIME.parseBest(text.replace(' ', 'T'), Instant::from, LocalDateTime::from);
        return parsed instanceof LocalDateTime local
            ? local.toInstant(ZoneOffset.UTC)
            : Instant.from(parsed);
      } catch (DateTimeException e) {
        return null;
      }
    }
  },

  STRING("String") {
    @Override
    Object parse(String text) {
      return text;
    }
  };

  /** {@code 2026-01-31T12:34[:56[.789]][Z|+01:00]}; without a zone it is UTC. */
  private static final DateTimeFormatter DATE_TIME =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .appendOffsetId()
          .optionalEnd()
          .toFormatter(Locale.ROOT);

  private final String languageName;

  TextType(String languageName) {
    this.languageName = languageName;
  }

  /** The language's name of it, such as {@code Int}. */
  String languageName() {
    return languageName;
  }

  /** The column's type. */
  DataType dataType() {
    return ColumnTypes.type(languageName).orElseThrow();
  }

  /** The value that a text writes; null where it writes none of this type. */
  abstract @Nullable Object parse(String text);

  /** The type that the language calls so. */
  static Optional<TextType> named(String languageName) {
    return Arrays.stream(values())
        .filter(type -> type.languageName.equals(languageName))
        .findFirst();
  }

  /** Digits with a sign. */
  private static boolean isInteger(String text) {
    int digits = signed(text) ? 1 : 0;
    if (digits == text.length()) {
      return false;
    }
    for (int i = digits; i < text.length(); i++) {
      if (!digit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Digits with a point or an exponent or neither; unlike Java's it has no hexadecimals. */
  private static boolean isDecimal(String text) {
    int i = signed(text) ? 1 : 0;
    int digits = 0;
    boolean point = false;
    for (; i < text.length() && (digit(text.charAt(i)) || (text.charAt(i) == '.' && !point)); i++) {
      point |= text.charAt(i) == '.';
      digits += digit(text.charAt(i)) ? 1 : 0;
    }
    if (digits == 0 || i == text.length()) {
      return digits > 0;
    }
    if (text.charAt(i) != 'e' && text.charAt(i) != 'E') {
      return false;
    }
    String exponent = text.substring(i + 1);
    int start = signed(exponent) ? 1 : 0;
    return start < exponent.length()
        && exponent.length() <= start + 4
        && exponent.chars().skip(start).allMatch(c -> digit((char) c));
  }

  private static boolean signed(String text) {
    return !text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+');
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }
}
