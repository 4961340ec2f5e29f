package io.trainmaster.job.network.data;

import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows as a network reads them, encoded when they are asked for. Safe for use from several threads.
 */
public final class Examples {

  private final Encoding encoding;
  private final Target target;
  private final List<Column> columns;
  private final double[] labels;

  private Examples(Encoding encoding, Target target, List<Column> columns, double[] labels) {
    this.encoding = encoding;
    this.target = target;
    this.columns = columns;
    this.labels = labels;
  }

  /**
   * Rows with labels.
   *
   * @throws TaskException where the label or a column that is needed is missing, or is of another
   *     type than in the training rows
   */
  public static Examples of(Table table, Encoding encoding, Target target) throws TaskException {
    List<Column> columns = new ArrayList<>();
    for (String name : encoding.columns()) {
      columns.add(require(table, name));
    }
    Examples examples =
        new Examples(encoding, target, columns, labels(require(table, target.column()), target));
    examples.check();
    return examples;
  }

  private static Column require(Table table, String name) throws TaskException {
    return table
        .column(name)
        .orElseThrow(
            () ->
                new TaskException(
                    TaskError.COLUMN_MISSING,
                    "The validation data has no column " + name + ".",
                    "column " + name,
                    "It needs the columns of the training data."));
  }

  private static double[] labels(Column column, Target target) throws TaskException {
    double[] labels = new double[column.rows()];
    for (int row = 0; row < labels.length; row++) {
      Object value = column.value(row);
      if (value == null || (value instanceof Double number && !Double.isFinite(number))) {
        throw new TaskException(
            TaskError.LABEL_UNUSABLE,
            "A row has no label.",
            "column " + column.name(),
            "Remove rows without a label, for example with transform.sql.");
      }
      labels[row] =
          target.task() == TaskKind.REGRESSION
              ? number(value, column.name())
              : target.classes().indexOf(TargetPlanner.text(value));
    }
    return labels;
  }

  private static double number(Object value, String column) throws TaskException {
    if (value instanceof Double number) {
      return number;
    }
    throw new TaskException(
        TaskError.SCHEMA_MISMATCH,
        "The label is not a number.",
        "column " + column,
        "It must be of the same type in the training and the validation data.");
  }

  /** Encodes every row once, so that a value of a wrong type is found before the training. */
  private void check() throws TaskException {
    float[] numbers = new float[width()];
    for (int row = 0; row < size(); row++) {
      try {
        features(row, numbers, 0);
      } catch (IllegalArgumentException e) {
        throw new TaskException(
            TaskError.SCHEMA_MISMATCH,
            e.getMessage() + ".",
            "row " + (row + 1),
            "The validation data must be of the same types as the training data.",
            e);
      }
    }
  }

  /** How many rows there are. */
  public int size() {
    return labels.length;
  }

  /** How many numbers a row has. */
  public int width() {
    return encoding.input().size();
  }

  /** What is predicted. */
  public Target target() {
    return target;
  }

  /** Writes the numbers of a row. */
  public void features(int row, float[] numbers, int at) {
    @Nullable Object[] values = new Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = columns.get(i).value(row);
    }
    encoding.encode(values, numbers, at);
  }

  /**
   * The label: the index of its class, -1 for a class that was not seen in training; or a number.
   */
  public double label(int row) {
    return labels[row];
  }

  /**
   * Writes what the network is to answer for a row.
   *
   * @param units of the output layer
   */
  public void answer(int row, int units, float[] numbers, int at) {
    double label = labels[row];
    if (target.task() == TaskKind.REGRESSION) {
      numbers[at] = (float) target.scale(label);
    } else if (units == 1) {
      numbers[at] = (float) label;
    } else {
      for (int unit = 0; unit < units; unit++) {
        numbers[at + unit] = unit == label ? 1 : 0;
      }
    }
  }
}
