package io.trainmaster.job.spark.prepare;

import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import org.apache.spark.sql.Column;

/**
 * A comparison with a number.
 *
 * @param operator {@code <}, {@code <=}, {@code >}, {@code >=}, {@code ==} or {@code !=}
 */
record Comparison(String operator, double number) {

  /** Nothing to compare with. */
  static final Comparison NONE = new Comparison("==", 0);

  boolean holds(double value) throws TaskException {
    return switch (operator) {
      case "<" -> value < number;
      case "<=" -> value <= number;
      case ">" -> value > number;
      case ">=" -> value >= number;
      case "==" -> value == number;
      case "!=" -> value != number;
      default -> throw unknown(operator);
    };
  }

  /** Whether a column compares so with another. */
  static Column holds(Column left, String operator, Column right) throws TaskException {
    return switch (operator) {
      case "<" -> left.lt(right);
      case "<=" -> left.leq(right);
      case ">" -> left.gt(right);
      case ">=" -> left.geq(right);
      case "==" -> left.equalTo(right);
      case "!=" -> left.notEqual(right);
      default -> throw unknown(operator);
    };
  }

  private static TaskException unknown(String operator) {
    return new TaskException(
        TaskError.ARGUMENT_INVALID,
        "An expectation compares in a way that is not known.",
        operator,
        "Use <, <=, >, >=, ==, != or in.");
  }
}
