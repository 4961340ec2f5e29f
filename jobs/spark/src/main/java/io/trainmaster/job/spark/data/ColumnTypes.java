package io.trainmaster.job.spark.data;

import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;

/** The language's names for Spark's types of columns. */
public final class ColumnTypes {

  private static final Map<DataType, String> NAMES =
      Map.ofEntries(
          Map.entry(DataTypes.ByteType, "Int"),
          Map.entry(DataTypes.ShortType, "Int"),
          Map.entry(DataTypes.IntegerType, "Int"),
          Map.entry(DataTypes.LongType, "Int"),
          Map.entry(DataTypes.FloatType, "Float"),
          Map.entry(DataTypes.DoubleType, "Float"),
          Map.entry(DataTypes.BooleanType, "Bool"),
          Map.entry(DataTypes.StringType, "String"),
          Map.entry(DataTypes.DateType, "Date"),
          Map.entry(DataTypes.TimestampType, "Instant"));

  private static final Map<String, DataType> TYPES =
      Map.of(
          "Int", DataTypes.LongType,
          "Float", DataTypes.DoubleType,
          "Bool", DataTypes.BooleanType,
          "String", DataTypes.StringType,
          "Date", DataTypes.DateType,
          "Instant", DataTypes.TimestampType);

  private ColumnTypes() {}

  /** The language's name of a type; Spark's own where the language has none. */
  public static String name(DataType type) {
    if (type instanceof DecimalType) {
      return "Float";
    }
    return NAMES.getOrDefault(type, type.catalogString());
  }

  /** The type that a column of a type of the language is given. */
  public static Optional<DataType> type(String name) {
    return Optional.ofNullable(TYPES.get(name));
  }
}
