package io.trainmaster.job.spark.prepare;

import static org.apache.spark.sql.functions.lit;

import io.trainmaster.job.Arguments;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.spark.data.Columns;
import io.trainmaster.job.spark.data.DatasetInfo;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;

/** Reads lines of a block of {@code validate} as expectations of some data's columns. */
final class ExpectationReader {

  private final DatasetInfo info;

  ExpectationReader(DatasetInfo info) {
    this.info = info;
  }

  /** The expectation of a line that is about a column. */
  Expectation read(Arguments.Entry entry) throws TaskException {
    String name = entry.key();
    Columns.require(info.columnNames(), name, "expectation");
    if (entry.comparison().isPresent()) {
      return condition(name, entry.comparison().get(), entry.positional().get(0));
    }
    Object first =
        entry.named().containsKey("matches")
            ? new Arguments.Call(
                "matches",
                List.of(Optional.ofNullable(entry.named().get("matches")).orElseThrow()),
                entry.named())
            : entry.positional().stream().findFirst().orElse("");
    if (first.equals("unique")) {
      return new Expectation(
          name + " unique", name, Expectation.Measure.UNIQUE, lit(false), Comparison.NONE);
    } else if (first instanceof Arguments.Call call && call.name().equals("matches")) {
      return matches(name, String.valueOf(call.positional().get(0)));
    } else if (first instanceof Arguments.Call call && isNulls(call)) {
      return nulls(name, call);
    }
    throw invalid(
        "An expectation is not understood.",
        name,
        "Write `%s in 0..10`, `%s nulls < 1%%`, `%s unique` or `%s matches(\"…\")`."
            .formatted(name, name, name, name));
  }

  private static boolean isNulls(Arguments.Call call) {
    return call.positional().size() == 2
        && (call.positional().get(0).equals("nulls")
            || (call.positional().get(0) instanceof Arguments.Call inner
                && inner.name().equals("nulls")))
        && call.positional().get(1) instanceof Number;
  }

  private static Expectation nulls(String name, Arguments.Call call) throws TaskException {
    Comparison bound =
        new Comparison(call.name(), ((Number) call.positional().get(1)).doubleValue());
    if (bound.number() < 0 || bound.number() > 1) {
      throw invalid(
          "The share of nulls lies between 0% and 100%.",
          name + " nulls " + call.name() + " " + call.positional().get(1),
          "Give a percentage, such as 1%.");
    }
    return new Expectation(
        "%s nulls %s %s".formatted(name, call.name(), percent(bound.number())),
        name,
        Expectation.Measure.NULLS,
        Columns.named(name).isNull(),
        bound);
  }

  private Expectation matches(String name, String regex) throws TaskException {
    try {
      Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      throw new TaskException(
          TaskError.ARGUMENT_INVALID,
          "The regular expression is wrong: " + e.getDescription() + ".",
          "expectation of " + name,
          "Mend it; it is one of Java's.",
          e);
    }
    // The whole value must match, as in Java's String.matches.
    return value(
        name, "matches \"" + regex + "\"", Columns.named(name).rlike("^(?:" + regex + ")$"));
  }

  private Expectation condition(String name, String comparison, Object operand)
      throws TaskException {
    Column column = Columns.named(name);
    if (!comparison.equals("in")) {
      return value(
          name,
          comparison + " " + text(operand),
          Comparison.holds(column, comparison, literal(name, operand)));
    } else if (operand instanceof Arguments.Range range) {
      Column low = column.geq(literal(name, range.from()));
      Column high = literal(name, range.to());
      return value(
          name,
          "in " + text(operand),
          low.and(range.inclusive() ? column.leq(high) : column.lt(high)));
    } else if (operand instanceof List<?> list) {
      Column any = lit(false);
      for (Object item : list) {
        any = any.or(column.equalTo(literal(name, item)));
      }
      return value(name, "in " + text(operand), any);
    }
    throw invalid(
        "What stands after `in` is a range or a list.",
        "expectation of " + name,
        "Write `in 0..10` or `in [\"a\", \"b\"]`.");
  }

  private static Expectation value(String name, String text, Column holds) {
    Column violated = Columns.named(name).isNotNull().and(holds.equalTo(lit(false)));
    return new Expectation(
        name + " " + text, name, Expectation.Measure.VALUE, violated, Comparison.NONE);
  }

  /** A literal that can be compared with the column. */
  private Column literal(String name, Object value) throws TaskException {
    DataType type = info.schema().apply(name).dataType();
    boolean temporal = type.equals(DataTypes.DateType) || type.equals(DataTypes.TimestampType);
    boolean fits =
        type instanceof NumericType
            ? value instanceof Number
            : type.equals(DataTypes.BooleanType)
                ? value instanceof Boolean
                : (temporal || type.equals(DataTypes.StringType)) && value instanceof String;
    if (!fits) {
      throw invalid(
          "An expectation compares a column with a value of another type.",
          "%s is %s, the value is %s"
              .formatted(name, info.column(name).orElseThrow().type(), text(value)),
          "Give a value of the column's type.");
    }
    return temporal ? lit(value).cast(type) : lit(value);
  }

  private static String text(Object value) {
    if (value instanceof Arguments.Range range) {
      return text(range.from()) + (range.inclusive() ? ".." : "..<") + text(range.to());
    } else if (value instanceof List<?> list) {
      return list.stream().map(ExpectationReader::text).collect(Collectors.joining(", ", "[", "]"));
    }
    return value instanceof String ? "\"" + value + "\"" : String.valueOf(value);
  }

  static String percent(double share) {
    return BigDecimal.valueOf(share)
            .movePointRight(2)
            .round(new MathContext(4))
            .stripTrailingZeros()
            .toPlainString()
        + "%";
  }

  private static TaskException invalid(String message, String place, String mend) {
    return new TaskException(TaskError.ARGUMENT_INVALID, message, place, mend);
  }
}
