package io.trainmaster.job.spark.prepare;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import io.trainmaster.job.Arguments;
import io.trainmaster.job.Artifact;
import io.trainmaster.job.TaskContext;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.spark.SparkOperator;
import io.trainmaster.job.spark.data.Columns;
import io.trainmaster.job.spark.data.DatasetInfo;
import io.trainmaster.job.spark.data.Datasets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** {@code validate}: holds data against expectations, all in one pass over it. */
public final class Validate extends SparkOperator {

  private static final int EXAMPLES_MAX = 3;
  private static final int COLUMNS_EACH = 3;

  @Override
  public String signature() {
    return """
    /// Holds data against expectations and gives it on as it stands. Each line of the block is an
    /// expectation: `rows >= 1000`, `age in 0..120`, `plan in ["basic", "plus"]`,
    /// `charges nulls < 1%`, `id unique`, `email matches("[^@]+@[^@]+")`. A missing value goes
    /// against none but one of `nulls`. All that are not met are told at once.
    operator validate(
      data: Dataset,
      /// What happens where an expectation is not met: `fail` fails the task, `warn` writes it to
      /// the log and goes on.
      on_failure: Name in [fail, warn] = fail,
    ) -> Dataset {
      effect pure
      runs   shared
      devices [cpu]
      conditions columns, nulls, unique, matches
      columns data
    }
    """;
  }

  @Override
  protected void run(TaskContext context, SparkSession session) throws Exception {
    Arguments arguments = context.arguments();
    Artifact artifact = arguments.artifact("data");
    DatasetInfo info = Datasets.info(artifact);
    List<String> failures = new ArrayList<>();
    List<Expectation> expectations = new ArrayList<>();
    ExpectationReader reader = new ExpectationReader(info);
    for (Arguments.Entry entry : arguments.block()) {
      if (entry.key().equals("rows") && entry.comparison().isPresent()) {
        rows(entry, info).ifPresent(failures::add);
      } else {
        expectations.add(reader.read(entry));
      }
    }
    context.metric("rows", info.rows(), 0);
    if (!expectations.isEmpty()) {
      Dataset<Row> data = Datasets.read(session, artifact);
      failures.addAll(check(context, data, expectations, info.rows()));
    }
    context.metric("expectations", arguments.block().size(), 0);
    context.metric("expectations_failed", failures.size(), 0);
    if (!failures.isEmpty()) {
      report(context, failures);
    }
    Datasets.pass(context, artifact, "out");
  }

  private static Optional<String> rows(Arguments.Entry entry, DatasetInfo info)
      throws TaskException {
    String operator = entry.comparison().orElseThrow();
    Object operand = entry.positional().get(0);
    boolean holds;
    if (operand instanceof Arguments.Range range
        && range.from() instanceof Number from
        && range.to() instanceof Number to) {
      holds =
          info.rows() >= from.doubleValue()
              && (range.inclusive()
                  ? info.rows() <= to.doubleValue()
                  : info.rows() < to.doubleValue());
    } else if (operand instanceof Number number) {
      holds = new Comparison(operator, number.doubleValue()).holds(info.rows());
    } else {
      throw new TaskException(
          TaskError.ARGUMENT_INVALID,
          "The number of rows is compared with a number or a range.",
          "expectation of rows",
          "Write `rows >= 1000`.");
    }
    return holds
        ? Optional.empty()
        : Optional.of("rows %s %s: there are %d".formatted(operator, operand, info.rows()));
  }

  /** One pass: for each expectation a count and the least and greatest value against it. */
  private static List<String> check(
      TaskContext context, Dataset<Row> data, List<Expectation> expectations, long rows)
      throws TaskException {
    List<Column> aggregates = new ArrayList<>();
    for (Expectation expectation : expectations) {
      Column column = Columns.named(expectation.column());
      boolean unique = expectation.measure() == Expectation.Measure.UNIQUE;
      Column against = when(expectation.violated(), column);
      Column violations = count(when(expectation.violated(), lit(1)));
      aggregates.add(unique ? count(column).minus(countDistinct(column)) : violations);
      aggregates.add(unique ? lit(null) : min(against).cast("string"));
      aggregates.add(unique ? lit(null) : max(against).cast("string"));
    }
    Row row = data.select(aggregates.toArray(Column[]::new)).first();
    List<String> failures = new ArrayList<>();
    for (int i = 0; i < expectations.size(); i++) {
      Expectation expectation = expectations.get(i);
      long violations = row.getLong(i * COLUMNS_EACH);
      context.metric("violations." + expectation.text(), violations, 0);
      double share = rows == 0 ? 0 : (double) violations / rows;
      if (expectation.measure() == Expectation.Measure.NULLS) {
        if (!expectation.bound().holds(share)) {
          failures.add(
              "%s: %d of %d, %s"
                  .formatted(
                      expectation.text(), violations, rows, ExpectationReader.percent(share)));
        }
      } else if (violations > 0) {
        String examples =
            expectation.measure() == Expectation.Measure.UNIQUE
                ? repeated(data, expectation.column())
                : examples(
                    row.getString(i * COLUMNS_EACH + 1), row.getString(i * COLUMNS_EACH + 2));
        failures.add(
            "%s: not in %d of %d rows, such as %s"
                .formatted(expectation.text(), violations, rows, examples));
      }
    }
    return failures;
  }

  private static String examples(String least, String greatest) {
    return least.equals(greatest) ? least : least + " and " + greatest;
  }

  private static String repeated(Dataset<Row> data, String column) {
    return data
        .select(Columns.named(column).as("value"))
        .where(col("value").isNotNull())
        .groupBy("value")
        .count()
        .where(col("count").gt(1))
        .orderBy("value")
        .takeAsList(EXAMPLES_MAX)
        .stream()
        .map(row -> "%s (%d times)".formatted(row.get(0), row.getLong(1)))
        .collect(Collectors.joining(", "));
  }

  private static void report(TaskContext context, List<String> failures) throws TaskException {
    if (context.arguments().text("on_failure").equals("warn")) {
      failures.forEach(failure -> context.log("Expectation not met: " + failure));
      return;
    }
    throw new TaskException(
        TaskError.EXPECTATION_FAILED,
        failures.size() == 1
            ? "An expectation is not met."
            : "%d expectations are not met.".formatted(failures.size()),
        String.join("; ", failures),
        "Mend the data, change the expectation, or say `on_failure: warn`.");
  }
}
