package io.trainmaster.job.spark.evaluate;

import io.trainmaster.job.spark.data.Columns;
import io.trainmaster.job.spark.features.ColumnKind;
import io.trainmaster.job.spark.features.LabelColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * A column by whose values rows are told apart. Numbers and times with many values are cut at their
 * quartiles; of other columns the most frequent values are slices and the rest is one.
 *
 * @param name the column
 * @param numeric whether it is a number or a time
 */
record SliceColumn(String name, boolean numeric) {

  private static final int VALUES_MAX = 20;
  private static final int NUMBERS_MAX = 8;
  private static final String MISSING = "(missing)";
  private static final String OTHER = "(other)";

  static List<SliceColumn> of(List<String> columns, StructType schema) {
    List<SliceColumn> slices = new ArrayList<>();
    for (String column : columns) {
      Optional<ColumnKind> kind = ColumnKind.of(schema.apply(column).dataType());
      slices.add(new SliceColumn(column, kind.filter(k -> k == ColumnKind.NUMBER).isPresent()));
    }
    return slices;
  }

  /** What to collect of it: a double or a string. */
  Column value() {
    return numeric
        ? functions.expr(ColumnKind.NUMBER.expression(name))
        : Columns.named(name).cast(DataTypes.StringType);
  }

  /** The rows of each slice by the slice's name, in the order of the report. */
  Map<String, int[]> rows(List<@Nullable Object> values) {
    List<String> names = numeric ? numbers(values) : texts(values);
    Map<String, Integer> sizes = new LinkedHashMap<>();
    names.forEach(slice -> sizes.merge(slice, 1, Integer::sum));
    Map<String, int[]> rows = new LinkedHashMap<>();
    order(sizes).forEach(slice -> rows.put(slice, new int[sizes.getOrDefault(slice, 0)]));
    Map<String, Integer> filled = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      int place = filled.merge(names.get(i), 1, Integer::sum) - 1;
      int[] slice = rows.get(names.get(i));
      if (slice != null) {
        slice[place] = i;
      }
    }
    return rows;
  }

  private List<String> order(Map<String, Integer> sizes) {
    List<String> slices = new ArrayList<>(sizes.keySet());
    if (numeric) {
      // The names of ranges are in the order of their bounds already.
      slices.sort(Comparator.comparing(slice -> bound(slice)));
    } else {
      slices.sort(
          Comparator.comparing((String slice) -> -sizes.getOrDefault(slice, 0))
              .thenComparing(Comparator.naturalOrder()));
    }
    return slices;
  }

  private static double bound(String slice) {
    if (slice.equals(MISSING)) {
      return Double.POSITIVE_INFINITY;
    }
    return Double.parseDouble(slice.split(" ", 2)[0]);
  }

  private List<String> texts(List<@Nullable Object> values) {
    Map<String, Integer> counts = new TreeMap<>();
    values.forEach(value -> counts.merge(text(value), 1, Integer::sum));
    List<String> frequent =
        counts.entrySet().stream()
            .sorted(
                Map.Entry.<String, Integer>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(VALUES_MAX)
            .map(Map.Entry::getKey)
            .toList();
    return values.stream()
        .map(SliceColumn::text)
        .map(text -> frequent.contains(text) ? text : OTHER)
        .toList();
  }

  private static String text(@Nullable Object value) {
    return value == null ? MISSING : (String) value;
  }

  private List<String> numbers(List<@Nullable Object> values) {
    double[] sorted =
        values.stream().mapToDouble(SliceColumn::number).filter(v -> !Double.isNaN(v)).toArray();
    Arrays.sort(sorted);
    double[] distinct = Arrays.stream(sorted).distinct().toArray();
    double[] starts =
        distinct.length <= NUMBERS_MAX
            ? distinct
            : Arrays.stream(new int[] {0, 1, 2, 3})
                .mapToDouble(quarter -> sorted[(int) ((long) quarter * sorted.length / 4)])
                .distinct()
                .toArray();
    boolean ranges = distinct.length > NUMBERS_MAX;
    return values.stream()
        .map(SliceColumn::number)
        .map(value -> Double.isNaN(value) ? MISSING : range(value, starts, ranges, sorted))
        .toList();
  }

  private static String range(double value, double[] starts, boolean ranges, double[] sorted) {
    int index = Arrays.binarySearch(starts, value);
    int start = index >= 0 ? index : -index - 2;
    if (!ranges) {
      return number(starts[start]);
    }
    boolean last = start == starts.length - 1;
    return last
        ? number(starts[start]) + " to " + number(sorted[sorted.length - 1])
        : number(starts[start]) + " to under " + number(starts[start + 1]);
  }

  private static double number(@Nullable Object value) {
    return value == null ? Double.NaN : (double) value;
  }

  private static String number(double value) {
    return LabelColumn.text(value);
  }
}
