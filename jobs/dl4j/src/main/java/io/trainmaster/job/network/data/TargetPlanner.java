package io.trainmaster.job.network.data;

import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.network.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides what is learned from the label's column in the training rows. Classes are ordered by
 * value: numbers as numbers, texts by their characters, false before true.
 */
public final class TargetPlanner {

  /** A number with more distinct values than this is not taken for a class unless asked. */
  private static final int NUMBER_CLASSES_MAX = 20;

  private final Column column;
  private final Output output;
  private final String place;

  private TargetPlanner(Column column, Output output) {
    this.column = column;
    this.output = output;
    this.place = "column " + column.name();
  }

  /**
   * Plans.
   *
   * @param asked the task that was asked for; empty: the output layer and the values decide
   * @throws TaskException where the label can't be learned, or not with this output layer
   */
  public static Target plan(Column column, Optional<TaskKind> asked, Output output)
      throws TaskException {
    return new TargetPlanner(column, output).plan(asked);
  }

  /** How a value of a label is written as a class; a number without a fraction it doesn't have. */
  public static String text(Object value) {
    if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
      return Long.toString(number.longValue());
    }
    return value.toString();
  }

  private Target plan(Optional<TaskKind> asked) throws TaskException {
    refuseMissing();
    Map<Object, Integer> counts = counts();
    if (counts.size() < 2) {
      throw unusable(
          "The label has the same value in every row.",
          "There is nothing to tell apart; check the column and the rows that were selected.");
    }
    TaskKind task = asked.isPresent() ? asked.get() : guess(counts);
    if (task == TaskKind.REGRESSION) {
      return regression();
    }
    return classification(task, counts);
  }

  private Target classification(TaskKind task, Map<Object, Integer> counts) throws TaskException {
    int count = counts.size();
    if (2L * count > column.rows() && count > 2) {
      throw unusable(
          "The label has too many classes for its rows: %d classes in %d rows."
              .formatted(count, column.rows()),
          "Check that the column is not an identifier; for a quantity, write task: regression.");
    }
    if (task == TaskKind.BINARY && count > 2) {
      throw unusable(
          "The label has %d values where a binary task needs two.".formatted(count),
          "Leave task out, or write task: multiclass.");
    }
    if (output == Output.IDENTITY || (output == Output.SIGMOID && count > 2)) {
      throw network("A label with %d classes needs output softmax.".formatted(count));
    }
    List<String> classes = new ArrayList<>();
    counts.keySet().forEach(value -> classes.add(text(value)));
    return new Target(
        column.name(), count == 2 ? TaskKind.BINARY : TaskKind.MULTICLASS, classes, 0, 1);
  }

  private Target regression() throws TaskException {
    if (!(column instanceof Column.Numbers numbers)) {
      throw unusable(
          "A regression needs a label that is a number.",
          "Leave task out to learn its values as classes.");
    }
    if (output != Output.IDENTITY) {
      throw network("A regression needs output identity.");
    }
    Moments moments = Moments.of(numbers);
    return new Target(
        column.name(), TaskKind.REGRESSION, List.of(), moments.mean(), moments.deviation());
  }

  private TaskKind guess(Map<Object, Integer> counts) {
    if (!(column instanceof Column.Numbers) || output != Output.IDENTITY) {
      return TaskKind.MULTICLASS;
    }
    boolean whole =
        counts.keySet().stream().allMatch(value -> value instanceof Double d && d == Math.rint(d));
    return counts.size() == 2 || (whole && counts.size() <= NUMBER_CLASSES_MAX)
        ? TaskKind.MULTICLASS
        : TaskKind.REGRESSION;
  }

  private void refuseMissing() throws TaskException {
    if (column instanceof Column.Binaries) {
      throw unusable("Bytes can't be a label.", "Name a column of numbers or texts.");
    }
    int missing = 0;
    int infinite = 0;
    for (int row = 0; row < column.rows(); row++) {
      Object value = column.value(row);
      missing += value == null ? 1 : 0;
      infinite += value instanceof Double number && !Double.isFinite(number) ? 1 : 0;
    }
    if (missing == column.rows()) {
      throw unusable("The label is null in every row.", "Check how the column is read.");
    }
    if (missing > 0) {
      throw unusable(
          "The label is null in %d rows.".formatted(missing),
          "Remove those rows, for example with transform.sql.");
    }
    if (infinite > 0) {
      throw unusable(
          "The label is NaN or infinite in %d rows.".formatted(infinite),
          "Remove those rows, for example with transform.sql.");
    }
  }

  private Map<Object, Integer> counts() {
    Map<Object, Integer> counts = new TreeMap<>();
    for (int row = 0; row < column.rows(); row++) {
      @Nullable Object value = column.value(row);
      if (value != null) {
        counts.merge(value, 1, Integer::sum);
      }
    }
    return counts;
  }

  private TaskException unusable(String message, String mend) {
    return new TaskException(TaskError.LABEL_UNUSABLE, message, place, mend);
  }

  private TaskException network(String message) {
    return new TaskException(TaskError.NETWORK_INVALID, message, "output", "Change the output.");
  }
}
