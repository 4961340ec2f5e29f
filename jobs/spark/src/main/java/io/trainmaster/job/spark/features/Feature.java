package io.trainmaster.job.spark.features;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One column that a model learns from, with all that scoring needs to turn its value into numbers.
 */
public sealed interface Feature {

  /** The column. */
  String column();

  /** What {@code model.json} says of it; {@link #of} reads it. */
  Map<String, Object> description();

  /**
   * A column that becomes one number.
   *
   * @param fill what stands for a missing value: the median of the training rows
   * @param mean the mean of the training rows' values
   * @param deviation their standard deviation; above 0
   */
  record Numeric(String column, ColumnKind kind, double fill, double mean, double deviation)
      implements Feature {

    @Override
    public Map<String, Object> description() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("column", column);
      map.put("kind", kind.name());
      map.put("fill", fill);
      map.put("mean", mean);
      map.put("deviation", deviation);
      return map;
    }
  }

  /**
   * A column of text. A value's index is its place in the categories; one that is not among them,
   * because training saw it rarely or never, has the index that follows the last.
   *
   * @param categories the values that training knows, the most frequent first; {@link #MISSING} is
   *     among them where training saw rows without a value
   */
  record Categorical(String column, List<String> categories) implements Feature {

    /** The category of rows without a value. */
    static final String MISSING = "(missing)";

    public Categorical {
      categories = List.copyOf(categories);
    }

    /** The number of indices: the categories and the one for all other values. */
    public int size() {
      return categories.size() + 1;
    }

    @Override
    public Map<String, Object> description() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("column", column);
      map.put("kind", ColumnKind.TEXT.name());
      map.put("categories", categories);
      return map;
    }
  }

  /**
   * Reads a description.
   *
   * @throws IllegalArgumentException where it is none
   */
  static Feature of(Map<String, Object> description) {
    String column = text(description, "column");
    ColumnKind kind = ColumnKind.valueOf(text(description, "kind"));
    if (kind == ColumnKind.TEXT) {
      if (description.get("categories") instanceof List<?> categories) {
        return new Categorical(column, categories.stream().map(String.class::cast).toList());
      }
      throw new IllegalArgumentException("Feature " + column + " has no categories");
    }
    return new Numeric(
        column,
        kind,
        number(description, "fill"),
        number(description, "mean"),
        number(description, "deviation"));
  }

  private static String text(Map<String, Object> description, String key) {
    if (description.get(key) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("A feature has no " + key);
  }

  private static double number(Map<String, Object> description, String key) {
    if (description.get(key) instanceof Number number) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException("A feature has no " + key);
  }
}
