package io.trainmaster.job.spark.features;

import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;

/** How a column is learned from. */
public enum ColumnKind {
  /** Any number. */
  NUMBER("cast(%s as double)"),
  /** A truth value: false is 0, true is 1. */
  FLAG("cast(%s as double)"),
  /** A date: days since 1970-01-01. */
  DATE("cast(unix_date(%s) as double)"),
  /** A moment: seconds since 1970-01-01T00:00:00Z. */
  INSTANT("(unix_micros(cast(%s as timestamp)) / 1000000.0D)"),
  /** Text, of which each distinct value is a category. */
  TEXT("cast(%s as string)");

  private final String template;

  ColumnKind(String template) {
    this.template = template;
  }

  /** The kind of a column of a type; empty where no operator here can learn from it. */
  public static Optional<ColumnKind> of(DataType type) {
    if (type instanceof NumericType) {
      return Optional.of(NUMBER);
    }
    if (type instanceof StringType) {
      return Optional.of(TEXT);
    }
    if (type.equals(DataTypes.BooleanType)) {
      return Optional.of(FLAG);
    }
    if (type.equals(DataTypes.DateType)) {
      return Optional.of(DATE);
    }
    if (type.equals(DataTypes.TimestampType) || type.equals(DataTypes.TimestampNTZType)) {
      return Optional.of(INSTANT);
    }
    return Optional.empty();
  }

  /** Whether its values become one number each, and not categories. */
  public boolean numeric() {
    return this != TEXT;
  }

  /** The SQL expression of a column's value as this kind: a double, or a string for text. */
  public String expression(String column) {
    return template.formatted(quoted(column));
  }

  /** A column's name as SQL writes it. */
  public static String quoted(String column) {
    return "`" + column.replace("`", "``") + "`";
  }
}
