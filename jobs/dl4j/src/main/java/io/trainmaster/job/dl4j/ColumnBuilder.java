package io.trainmaster.job.dl4j;

import io.trainmaster.job.network.data.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.jspecify.annotations.Nullable;

/** Gathers the values of one column, packed by its type. */
abstract class ColumnBuilder {

  private static final int FIRST_CAPACITY = 1024;

  /** The name of the column. */
  final String name;

  private ColumnBuilder(String name) {
    this.name = name;
  }

  static ColumnBuilder of(StructField field) {
    DataType type = field.dataType();
    if (type instanceof NumericType) {
      return new NumberBuilder(field.name());
    }
    if (type instanceof DateType
        || type instanceof TimestampType
        || type instanceof TimestampNTZType) {
      return new NumberBuilder(field.name());
    }
    if (type instanceof BooleanType) {
      return new FlagBuilder(field.name());
    }
    if (type instanceof StringType) {
      return new TextBuilder(field.name());
    }
    return new BinaryBuilder(field.name(), type instanceof BinaryType);
  }

  /** Takes the value of the next row. */
  abstract void add(Row row, int index);

  abstract Column build();

  private static final class NumberBuilder extends ColumnBuilder {
    private double[] values = new double[FIRST_CAPACITY];
    private boolean[] missing = new boolean[FIRST_CAPACITY];
    private int size;

    NumberBuilder(String name) {
      super(name);
    }

    @Override
    void add(Row row, int index) {
      if (size == values.length) {
        values = Arrays.copyOf(values, 2 * size);
        missing = Arrays.copyOf(missing, 2 * size);
      }
      Object value = row.isNullAt(index) ? null : row.get(index);
      missing[size] = value == null;
      values[size] = value == null ? 0 : Scalars.number(value);
      size++;
    }

    @Override
    Column build() {
      return new Column.Numbers(name, Arrays.copyOf(values, size), Arrays.copyOf(missing, size));
    }
  }

  private static final class FlagBuilder extends ColumnBuilder {
    private byte[] values = new byte[FIRST_CAPACITY];
    private int size;

    FlagBuilder(String name) {
      super(name);
    }

    @Override
    void add(Row row, int index) {
      if (size == values.length) {
        values = Arrays.copyOf(values, 2 * size);
      }
      values[size++] = (byte) (row.isNullAt(index) ? -1 : row.getBoolean(index) ? 1 : 0);
    }

    @Override
    Column build() {
      return new Column.Flags(name, Arrays.copyOf(values, size));
    }
  }

  private static final class TextBuilder extends ColumnBuilder {
    private final List<@Nullable String> values = new ArrayList<>();

    TextBuilder(String name) {
      super(name);
    }

    @Override
    void add(Row row, int index) {
      values.add(row.isNullAt(index) ? null : row.getString(index));
    }

    @Override
    Column build() {
      return new Column.Texts(name, values.toArray(new String[0]));
    }
  }

  /** Bytes; what is of a type that no network can read counts as missing. */
  private static final class BinaryBuilder extends ColumnBuilder {
    private final List<byte @Nullable []> values = new ArrayList<>();
    private final boolean bytes;

    BinaryBuilder(String name, boolean bytes) {
      super(name);
      this.bytes = bytes;
    }

    @Override
    void add(Row row, int index) {
      values.add(bytes && !row.isNullAt(index) ? (byte[]) row.get(index) : null);
    }

    @Override
    Column build() {
      return new Column.Binaries(name, values.toArray(new byte[0][]));
    }
  }
}
