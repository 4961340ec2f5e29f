package io.trainmaster.job.spark.prepare;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.spark.data.Columns;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/** For each class the hashes at which its parts end; rows without a class are a class too. */
final class Strata {

  private static final int CLASSES_MAX = 500;
  private static final long COLLECTED_ROWS_MAX = 1 << 20;

  private final Column classOf;
  private final Map<Optional<String>, Cuts> cuts;

  private Strata(Column classOf, Map<Optional<String>, Cuts> cuts) {
    this.classOf = classOf;
    this.cuts = cuts;
  }

  /** Ranks the rows of each class by their hashes. */
  static Strata find(Dataset<Row> data, String column, Column hash, Fractions fractions, long rows)
      throws TaskException {
    Column classOf = Columns.named(column).cast(DataTypes.StringType);
    Dataset<Row> keys = data.select(classOf.as("class"), hash.as("hash"));
    Map<Optional<String>, Long> sizes;
    Iterator<Row> ascending;
    if (rows <= COLLECTED_ROWS_MAX) {
      // Sorting few rows here is quicker than a sort of Spark's, which takes three jobs.
      Row[] collected = keys.collectAsList().toArray(Row[]::new);
      Arrays.sort(collected, Comparator.comparingLong(row -> row.getLong(1)));
      sizes = new LinkedHashMap<>();
      for (Row row : collected) {
        sizes.merge(classOf(row), 1L, Long::sum);
      }
      ascending = Arrays.asList(collected).iterator();
    } else {
      sizes = sizes(keys);
      ascending = keys.orderBy("hash").toLocalIterator();
    }
    check(sizes, column);
    return new Strata(classOf, cuts(fractions, sizes, ascending));
  }

  private static Map<Optional<String>, Cuts> cuts(
      Fractions fractions, Map<Optional<String>, Long> sizes, Iterator<Row> ascending) {
    Map<Optional<String>, CutFinder> finders = new LinkedHashMap<>();
    sizes.forEach((name, size) -> finders.put(name, new CutFinder(fractions, size)));
    while (ascending.hasNext()) {
      Row row = ascending.next();
      CutFinder finder = finders.get(classOf(row));
      if (finder != null) {
        finder.add(row.getLong(1), 1);
      }
    }
    Map<Optional<String>, Cuts> cuts = new LinkedHashMap<>();
    finders.forEach((name, finder) -> cuts.put(name, finder.cuts()));
    return cuts;
  }

  private static Map<Optional<String>, Long> sizes(Dataset<Row> keys) {
    Map<Optional<String>, Long> sizes = new LinkedHashMap<>();
    for (Row row : keys.groupBy("class").count().orderBy("class").takeAsList(CLASSES_MAX + 1)) {
      sizes.put(classOf(row), row.getLong(1));
    }
    return sizes;
  }

  private static Optional<String> classOf(Row row) {
    return row.isNullAt(0) ? Optional.empty() : Optional.of(row.getString(0));
  }

  private static void check(Map<Optional<String>, Long> sizes, String column) throws TaskException {
    if (sizes.size() > CLASSES_MAX) {
      throw new TaskException(
          TaskError.ARGUMENT_INVALID,
          "The column has more values than a column of classes has.",
          "argument stratify: %s, more than %d values".formatted(column, CLASSES_MAX),
          "Stratify by the label, or leave `stratify` out.");
    }
  }

  /** The number of the part, as {@link Part#ordinal}, that a row belongs to. */
  Column part(Column hash) {
    Column part = when(lit(false), lit(Part.TRAIN.ordinal()));
    for (Map.Entry<Optional<String>, Cuts> entry : cuts.entrySet()) {
      Column same =
          entry.getKey().map(name -> classOf.equalTo(lit(name))).orElseGet(classOf::isNull);
      part = part.when(same, entry.getValue().part(hash));
    }
    return part;
  }
}
