package io.trainmaster.job.spark.features;

import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.report.TaskKind;
import io.trainmaster.job.spark.data.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/**
 * Decides what is learned from the profile of the label's column in the training rows. Classes are
 * ordered by value: numbers as numbers, text by its characters, false before true.
 */
public final class LabelPlanner {

  /** A number with more distinct values than this is not taken for a class unless asked. */
  static final int NUMBER_CLASSES_MAX = 20;

  private static final int CLASSES_MAX = 1000;

  private final String column;
  private final ColumnProfile found;

  private LabelPlanner(String column, ColumnProfile found) {
    this.column = column;
    this.found = found;
  }

  /**
   * Plans.
   *
   * @param column the label's column
   * @param task what was asked for; empty: decided by the values. Text and truth values are
   *     classes; so are whole numbers with at most {@value #NUMBER_CLASSES_MAX} distinct values and
   *     numbers with two; all others make a regression
   * @param positive the positive one of two classes; empty: the last by value
   * @throws TaskException where the label can't be learned from
   */
  public static LabelColumn plan(
      StructType schema,
      DataProfile profile,
      String column,
      Optional<TaskKind> task,
      Optional<String> positive)
      throws TaskException {
    Columns.requireAll(schema, List.of(column), "label");
    ColumnProfile found = profile.columns().get(column);
    if (found == null) {
      throw unusable(
          column,
          "A label of type %s can't be learned."
              .formatted(schema.apply(column).dataType().simpleString()),
          "The label must be a number, text or a truth value.");
    }
    return new LabelPlanner(column, found).plan(task, positive);
  }

  private LabelColumn plan(Optional<TaskKind> task, Optional<String> positive)
      throws TaskException {
    checkValues();
    TaskKind kind = task.isPresent() ? task.get() : guess();
    if (kind == TaskKind.REGRESSION) {
      return regression();
    }
    List<String> classes = classes();
    if (kind == TaskKind.BINARY && classes.size() > 2) {
      throw unusable(
          column,
          "The label has %d values where a binary task needs two.".formatted(classes.size()),
          "Leave task out, or write task: multiclass.");
    }
    if (positive.isPresent()) {
      putLast(classes, positive.get());
    }
    // Two classes are a binary task whatever was asked: it has the same answer and more metrics.
    return new LabelColumn(
        column, classes.size() == 2 ? TaskKind.BINARY : TaskKind.MULTICLASS, classes);
  }

  private void checkValues() throws TaskException {
    if (found.notNumbers() + found.infinite() > 0) {
      throw unusable(
          column,
          "The label is NaN or infinite in %d rows."
              .formatted(found.notNumbers() + found.infinite()),
          "Remove those rows, for example with transform.sql.");
    }
    if (found.present() == 0) {
      throw unusable(column, "The label is null in every row.", "Check how the column is read.");
    }
    if (found.constant()) {
      throw unusable(
          column,
          "The label has the same value in every row.",
          "There is nothing to tell apart; check the column and the rows that were selected.");
    }
  }

  private TaskKind guess() {
    boolean whole =
        found.countedAll()
            && found.numbers().keySet().stream().allMatch(value -> value == Math.rint(value));
    boolean classes =
        switch (found.kind()) {
          case TEXT, FLAG -> true;
          case NUMBER ->
              found.countedAll()
                  && (found.distinct() == 2 || (whole && found.distinct() <= NUMBER_CLASSES_MAX));
          case DATE, INSTANT -> false;
        };
    return classes ? TaskKind.MULTICLASS : TaskKind.REGRESSION;
  }

  private LabelColumn regression() throws TaskException {
    if (!found.kind().numeric()) {
      throw unusable(
          column,
          "A regression needs a label that is a number.",
          "Leave task out to learn its values as classes.");
    }
    return new LabelColumn(column, TaskKind.REGRESSION, List.of());
  }

  private List<String> classes() throws TaskException {
    int count = found.distinct();
    if (!found.countedAll() || count > CLASSES_MAX || 2L * count > found.present()) {
      throw unusable(
          column,
          "The label has too many classes for its rows: %s%d classes in %d rows."
              .formatted(found.countedAll() ? "" : "more than ", count, found.present()),
          found.kind().numeric()
              ? "Write task: regression where it is a quantity."
              : "A class needs two rows or more; check that the column is not an identifier.");
    }
    List<String> classes = new ArrayList<>();
    switch (found.kind()) {
      case TEXT -> found.texts().stream().map(Map.Entry::getKey).sorted().forEach(classes::add);
      case FLAG -> classes.addAll(List.of("false", "true"));
      default -> found.numbers().keySet().forEach(value -> classes.add(LabelColumn.text(value)));
    }
    return classes;
  }

  private void putLast(List<String> classes, String positive) throws TaskException {
    if (classes.size() != 2) {
      throw new TaskException(
          TaskError.ARGUMENT_INVALID,
          "A positive class makes sense for a label with two values only.",
          "positive",
          "Leave positive out: the label has %d values.".formatted(classes.size()));
    }
    if (!classes.remove(positive)) {
      throw new TaskException(
          TaskError.ARGUMENT_INVALID,
          "The label has no value \"" + positive + "\".",
          "positive",
          "Its values are \"" + String.join("\" and \"", classes) + "\".");
    }
    classes.add(positive);
  }

  private static TaskException unusable(String column, String message, String mend) {
    return new TaskException(TaskError.LABEL_UNUSABLE, message, "column " + column, mend);
  }
}
