package io.trainmaster.job.network.data;

import org.jspecify.annotations.Nullable;

/** A column of rows in memory, packed by its kind. */
public sealed interface Column {

  /** Its name. */
  String name();

  /** How many rows it has. */
  int rows();

  /**
   * Its value in a row: a {@code Double} or a {@code Boolean}, a {@code String} or a {@code
   * byte[]}; null where it is missing.
   */
  @Nullable Object value(int row);

  /** Numbers; also dates and instants, as days and seconds since 1970. */
  record Numbers(String name, double[] values, boolean[] missing) implements Column {
    @Override
    public int rows() {
      return values.length;
    }

    @Override
    public @Nullable Object value(int row) {
      return missing[row] ? null : values[row];
    }
  }

  /** Truth values: 1 and 0, -1 where one is missing. */
  record Flags(String name, byte[] values) implements Column {
    @Override
    public int rows() {
      return values.length;
    }

    @Override
    public @Nullable Object value(int row) {
      return values[row] < 0 ? null : values[row] == 1;
    }
  }

  /** Texts. */
  record Texts(String name, @Nullable String[] values) implements Column {
    @Override
    public int rows() {
      return values.length;
    }

    @Override
    public @Nullable String value(int row) {
      return values[row];
    }
  }

  /** Bytes, such as the pixels of an image. */
  record Binaries(String name, byte[] @Nullable [] values) implements Column {
    @Override
    public int rows() {
      return values.length;
    }

    @Override
    public byte @Nullable [] value(int row) {
      return values[row];
    }
  }
}
