package io.trainmaster.job.spark.features;

import io.trainmaster.job.report.TaskKind;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/**
 * What is learned: the label and how its values become numbers.
 *
 * @param column the label's column
 * @param task what kind of learning it is for; not clustering
 * @param classes the classes in the order of their indices, the positive one last where there are
 *     two; empty for a regression. A number is written as {@link #text} writes it
 */
public record LabelColumn(String column, TaskKind task, List<String> classes) {

  /** The column that {@link #index} is usually put into. */
  public static final String LABEL = "__label";

  public LabelColumn {
    classes = List.copyOf(classes);
  }

  /**
   * The label of a row as a double: the index of its class, or the number itself. Null where the
   * row has no label; -1 where it is a class that is not known.
   *
   * @param schema the columns of the data, which need not be those of the training data
   */
  public Column index(StructType schema) {
    ColumnKind kind =
        ColumnKind.of(schema.apply(column).dataType())
            .orElseThrow(() -> new IllegalArgumentException("Label " + column));
    String value = kind.expression(column);
    if (task == TaskKind.REGRESSION) {
      return functions.expr(value);
    }
    return functions.expr(
        "case when %1$s is null then cast(null as double) else cast(array_position(array(%2$s), %1$s) - 1 as double) end"
            .formatted(
                kind.numeric() ? value : "cast(" + value + " as string)",
                classes.stream()
                    .map(name -> kind.numeric() ? number(name, kind) : string(name))
                    .collect(Collectors.joining(", "))));
  }

  /** How a class that is a number is written: without a fraction where it has none. */
  public static String text(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    return Double.toString(value);
  }

  private static String number(String name, ColumnKind kind) {
    if (kind == ColumnKind.FLAG) {
      return name.equals("true") ? "1.0D" : name.equals("false") ? "0.0D" : "double('NaN')";
    }
    try {
      return "(" + Double.parseDouble(name) + "D)";
    } catch (NumberFormatException e) {
      // No number is this class.
      return "double('NaN')";
    }
  }

  private static String string(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
