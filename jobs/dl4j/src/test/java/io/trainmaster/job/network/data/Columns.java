package io.trainmaster.job.network.data;

import org.jspecify.annotations.Nullable;

/** Short ways to make columns. */
public final class Columns {

  private Columns() {}

  /** Numbers, null where one is missing. */
  public static Column.Numbers numbers(String name, @Nullable Double... values) {
    double[] numbers = new double[values.length];
    boolean[] missing = new boolean[values.length];
    for (int i = 0; i < values.length; i++) {
      Double value = values[i];
      missing[i] = value == null;
      numbers[i] = value == null ? 0 : value;
    }
    return new Column.Numbers(name, numbers, missing);
  }

  /** Texts, null where one is missing. */
  public static Column.Texts texts(String name, @Nullable String... values) {
    return new Column.Texts(name, values);
  }
}
