package io.trainmaster.job.spark.data;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftright;
import static org.apache.spark.sql.functions.xxhash64;

import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.storage.StorageLevel;

/**
 * Lays rows out by their content. The 64-bit hash of a row's values says in which file it lies (the
 * range of hashes is cut into equal parts) and where in it; rows of one hash are ordered by their
 * values. A negative zero is stored as zero, which it equals.
 */
final class CanonicalLayout {

  private static final long ROWS_PER_PARTITION = 16_384;
  private static final int PARTITIONS_MAX = 4096;
  private static final String HASH = "__row_hash";

  private CanonicalLayout() {}

  /** The number of files for a number of rows. */
  static int partitions(long rows) {
    long parts = (rows + ROWS_PER_PARTITION - 1) / ROWS_PER_PARTITION;
    return (int) Math.max(1, Math.min(PARTITIONS_MAX, parts));
  }

  /** Writes the files; the folder must not exist yet. */
  static DatasetInfo write(
      Dataset<Row> rows, Path folder, OptionalLong count, Map<String, ?> properties)
      throws TaskException {
    check(rows.schema().fields());
    if (count.isPresent()) {
      return write(rows, folder, count.getAsLong(), properties);
    }
    Dataset<Row> kept = rows.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      return write(kept, folder, kept.count(), properties);
    } finally {
      kept.unpersist(false);
    }
  }

  /**
   * Writes some of the rows of a data set that lies in this layout already. They stay where they
   * are in it, so where they need as many files nothing is moved between partitions.
   *
   * @param rows a filter over what {@link Datasets#read} gave, no column changed
   * @param count how many rows they are; need not be known where the data set is a single file
   */
  static DatasetInfo writeSome(Dataset<Row> rows, Path folder, DatasetInfo of, OptionalLong count)
      throws TaskException {
    int partitions = partitions(of.rows());
    if (count.isPresent() ? partitions(count.getAsLong()) != partitions : partitions > 1) {
      return write(rows, folder, count, of.properties());
    }
    Observation written = new Observation();
    rows.observe(written, count(lit(1)).as("rows")).write().parquet(folder.toString());
    return new DatasetInfo(of.columns(), rows(written), name(folder), of.properties());
  }

  private static DatasetInfo write(
      Dataset<Row> rows, Path folder, long count, Map<String, ?> properties) throws TaskException {
    int partitions = partitions(count);
    List<Column> columns = new ArrayList<>();
    for (StructField field : rows.schema().fields()) {
      columns.add(canonical(field));
    }
    Column[] values = Arrays.stream(rows.columns()).map(Columns::named).toArray(Column[]::new);
    Column[] order =
        Stream.concat(Stream.of(Columns.named(HASH)), Arrays.stream(values)).toArray(Column[]::new);
    Observation written = new Observation();
    rows.select(columns.toArray(Column[]::new))
        .withColumn(HASH, xxhash64(values))
        .repartitionById(partitions, partition(Columns.named(HASH), partitions))
        .sortWithinPartitions(order)
        .drop(HASH)
        .observe(written, count(lit(1)).as("rows"))
        .write()
        .parquet(folder.toString());
    long rowsWritten = rows(written);
    if (rowsWritten != count) {
      throw new IllegalStateException(
          "Wrote %d rows where %d were counted: the rows are not the same twice."
              .formatted(rowsWritten, count));
    }
    List<DatasetInfo.Column> described =
        Arrays.stream(rows.schema().fields()).map(DatasetInfo.Column::of).toList();
    return new DatasetInfo(described, count, name(folder), new TreeMap<>(properties));
  }

  private static long rows(Observation written) throws TaskException {
    try {
      Object rows = written.getAsJava().get("rows");
      return rows instanceof Long number ? number : -1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TaskException(TaskError.CANCELLED, "The attempt was asked to stop.", "", "", e);
    }
  }

  /** The part of the range of hashes that a hash lies in, of equal parts in the order of hashes. */
  private static Column partition(Column hash, int partitions) {
    Column upper = shiftright(hash, 32).plus(1L << 31);
    return shiftright(upper.multiply((long) partitions), 32).cast(DataTypes.IntegerType);
  }

  private static Column canonical(StructField field) {
    Column column = Columns.named(field.name());
    if (field.dataType().equals(DataTypes.DoubleType)) {
      return column.plus(0.0d).as(field.name());
    } else if (field.dataType().equals(DataTypes.FloatType)) {
      return column.plus(0.0f).as(field.name());
    }
    return column;
  }

  /**
   * Gives the files names in the order in which Spark reads them, which is by size, the greatest
   * first, and removes what is no data.
   */
  private static int name(Path folder) {
    try {
      List<Path> files;
      try (Stream<Path> all = Files.list(folder)) {
        files = all.sorted().toList();
      }
      List<Path> data = new ArrayList<>();
      for (Path file : files) {
        if (file.getFileName().toString().startsWith("part-")) {
          ParquetFooter.order(file);
          data.add(file);
        } else {
          Files.delete(file);
        }
      }
      // The sort is stable: files of one size stay in the order of their hashes.
      data.sort(Comparator.comparingLong(CanonicalLayout::size).reversed());
      for (int i = 0; i < data.size(); i++) {
        Files.move(data.get(i), folder.resolve("part-%05d.parquet".formatted(i)));
      }
      return data.size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void check(StructField[] fields) throws TaskException {
    Set<String> names = new HashSet<>();
    for (StructField field : fields) {
      if (!names.add(field.name().toLowerCase(Locale.ROOT))) {
        throw new TaskException(
            TaskError.ARGUMENT_INVALID,
            "Two columns of the data have the same name.",
            "column " + field.name(),
            "Give each column a name of its own; upper and lower case do not tell names apart.");
      }
      if (!storable(field.dataType())) {
        throw new TaskException(
            TaskError.ARGUMENT_INVALID,
            "A column is of a type that a data set can't hold.",
            "column %s, %s".formatted(field.name(), field.dataType().catalogString()),
            "Convert it, for example to a String or to several columns.");
      }
    }
  }

  private static boolean storable(DataType type) {
    return !type.existsRecursively(
        part ->
            part instanceof MapType
                || part.equals(DataTypes.NullType)
                || part.equals(DataTypes.CalendarIntervalType));
  }
}
