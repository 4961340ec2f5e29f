package io.trainmaster.job.spark.prepare;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

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
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** {@code split}: cuts a data set into parts for training, validation and test. */
public final class Split extends SparkOperator {

  private static final long COLLECTED_ROWS_MAX = 1 << 20;

  @Override
  public String signature() {
    return """
    /// Splits rows for training, validation and test. A row's part follows from its content and
    /// the seed, so equal rows are never on two sides, and the order of rows does not matter.
    operator split(
      data: Dataset,
      /// The part for training.
      train: Float in 0..1,
      /// The part for validation.
      validation: Float in 0..1 = 0%,
      /// The part for test. The three add up to 100%.
      test: Float in 0..1 = 0%,
      /// A column of classes: each part gets its share of each class.
      stratify: Column?,
      /// A column by which rows are in order: the oldest are for training, the newest for test.
      /// Rows of one time stay together.
      time: Column?,
      /// Another seed gives another split.
      seed: Int = 0,
    ) -> { train: Dataset, validation: Dataset, test: Dataset } {
      effect pure
      runs   shared
      devices [cpu]
      columns data
      shares  train, validation, test
    }
    """;
  }

  @Override
  protected void run(TaskContext context, SparkSession session) throws Exception {
    Arguments arguments = context.arguments();
    Fractions fractions = Fractions.of(arguments);
    Artifact artifact = arguments.artifact("data");
    DatasetInfo info = Datasets.info(artifact);
    Dataset<Row> data = Datasets.read(session, artifact);
    Column part = part(arguments, fractions, data, info);
    long[] counts = counts(data, part, info);
    for (Part side : Part.values()) {
      OptionalLong known =
          counts.length == 0 ? OptionalLong.empty() : OptionalLong.of(counts[side.ordinal()]);
      Dataset<Row> rows = data.where(part.equalTo(lit(side.ordinal())));
      DatasetInfo written = Datasets.writeSome(context, rows, info, known, side.output());
      context.metric("rows." + side.output(), written.rows(), 0);
    }
  }

  private static Column part(
      Arguments arguments, Fractions fractions, Dataset<Row> data, DatasetInfo info)
      throws TaskException {
    Optional<String> stratify = arguments.optionalText("stratify");
    Optional<String> time = arguments.optionalText("time");
    Column hash = hash(arguments.integer("seed"), info);
    if (stratify.isPresent() && time.isPresent()) {
      throw new TaskException(
          TaskError.ARGUMENT_INVALID,
          "A split is by class or by time, not by both.",
          "arguments stratify and time",
          "Leave one of them out.");
    } else if (stratify.isPresent()) {
      Columns.require(info.columnNames(), stratify.get(), "argument stratify");
      return Strata.find(data, stratify.get(), hash, fractions, info.rows()).part(hash);
    } else if (time.isPresent()) {
      Columns.require(info.columnNames(), time.get(), "argument time");
      Column key = timeKey(info, time.get());
      return timeCuts(data, key, fractions, info.rows(), time.get()).part(key);
    }
    return Cuts.ofHashes(fractions).part(hash);
  }

  private static Column hash(long seed, DatasetInfo info) {
    return xxhash64(
        Stream.concat(Stream.of(lit(seed)), info.columnNames().stream().map(Columns::named))
            .toArray(Column[]::new));
  }

  /** How many rows each part has; empty where it need not be known before they are written. */
  private static long[] counts(Dataset<Row> data, Column part, DatasetInfo info) {
    if (info.partitions() == 1) {
      return new long[0];
    }
    List<Column> sums = new ArrayList<>();
    for (Part side : Part.values()) {
      sums.add(count(when(part.equalTo(lit(side.ordinal())), lit(1))));
    }
    Row row = data.select(sums.toArray(Column[]::new)).first();
    return new long[] {row.getLong(0), row.getLong(1), row.getLong(2)};
  }

  private static Column timeKey(DatasetInfo info, String name) throws TaskException {
    DataType type = info.schema().apply(name).dataType();
    Column column = Columns.named(name);
    if (type.equals(DataTypes.TimestampType)) {
      return unix_micros(column);
    } else if (type.equals(DataTypes.DateType)) {
      return unix_date(column).cast(DataTypes.LongType);
    } else if (type.equals(DataTypes.LongType) || type.equals(DataTypes.IntegerType)) {
      return column.cast(DataTypes.LongType);
    }
    throw new TaskException(
        TaskError.ARGUMENT_INVALID,
        "The column has no order in time.",
        "argument time: %s, %s".formatted(name, type.simpleString()),
        "Name a column of type Instant, Date or Int.");
  }

  private static Cuts timeCuts(
      Dataset<Row> data, Column key, Fractions fractions, long rows, String name)
      throws TaskException {
    Dataset<Row> times =
        data.select(key.as("time")).groupBy("time").count().orderBy(col("time").asc_nulls_first());
    CutFinder finder = new CutFinder(fractions, rows);
    Iterator<Row> ascending =
        rows <= COLLECTED_ROWS_MAX ? times.collectAsList().iterator() : times.toLocalIterator();
    while (ascending.hasNext()) {
      Row next = ascending.next();
      if (next.isNullAt(0)) {
        throw new TaskException(
            TaskError.ARGUMENT_INVALID,
            "Rows without a time can't be put in order.",
            "argument time: %s, %d rows".formatted(name, next.getLong(1)),
            "Leave them out, for example with transform.sql.");
      }
      finder.add(next.getLong(0), next.getLong(1));
    }
    return finder.cuts();
  }
}
