package io.trainmaster.job.spark;

import io.trainmaster.job.Artifact;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.spark.data.Datasets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** Data sets for tests. */
public final class TestData {

  private TestData() {}

  /** Writes rows as a data set. */
  public static Artifact write(Path root, Dataset<Row> rows) throws TaskException {
    RecordingContext context = new RecordingContext(root);
    Datasets.write(context, rows, "out");
    return context.artifact("out");
  }

  /** Writes rows as a data set. */
  public static Artifact write(Path root, String ddl, List<Row> rows) throws TaskException {
    return write(root, SharedSession.get().createDataFrame(rows, StructType.fromDDL(ddl)));
  }

  /** Customers: {@code id, age, plan, charges, joined, churned}; one in five has churned. */
  public static Dataset<Row> customers(int count, int partitions, long order) {
    Random random = new Random(11);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Object charges = i % 50 == 0 ? null : (Object) (random.nextDouble() * 100);
      rows.add(
          RowFactory.create(
              (long) i,
              18 + random.nextInt(60),
              random.nextBoolean() ? "basic" : "plus",
              charges,
              LocalDate.of(2026, 1, 1).plusDays(random.nextInt(100)),
              i % 5 == 0));
    }
    Collections.shuffle(rows, new Random(order));
    StructType schema =
        StructType.fromDDL(
            "id bigint, age int, plan string, charges double, joined date, churned boolean");
    return SharedSession.get().createDataFrame(rows, schema).repartition(partitions);
  }

  /** A data set's rows as texts, in its order. */
  public static List<String> texts(Artifact data) {
    return Datasets.read(SharedSession.get(), data).collectAsList().stream()
        .map(Row::toString)
        .toList();
  }
}
