package io.trainmaster.job.spark.prepare;

import io.trainmaster.job.Artifact;
import io.trainmaster.job.TaskContext;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.spark.SparkOperator;
import io.trainmaster.job.spark.data.DatasetInfo;
import io.trainmaster.job.spark.data.Datasets;
import io.trainmaster.job.spark.data.SchemaDifference;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** {@code union}: the rows of several data sets in one. */
public final class Union extends SparkOperator {

  @Override
  public String signature() {
    return """
    /// Puts the rows of data sets with the same columns into one data set. Rows that are in
    /// several of them are there several times; the order of columns is that of the first.
    operator union(
      /// One or more data sets.
      datasets: List<Dataset>,
    ) -> Dataset {
      effect pure
      runs   shared
      devices [cpu]
      columns datasets
    }
    """;
  }

  @Override
  protected void run(TaskContext context, SparkSession session) throws Exception {
    List<Artifact> datasets =
        ((List<?>) context.arguments().get("datasets").orElse(List.of()))
            .stream().map(Artifact.class::cast).toList();
    if (datasets.isEmpty()) {
      throw new TaskException(
          TaskError.ARGUMENT_INVALID,
          "There is no data set to put together.",
          "argument datasets",
          "Give one or more.");
    }
    DatasetInfo first = Datasets.info(datasets.get(0));
    long rows = 0;
    for (int i = 0; i < datasets.size(); i++) {
      DatasetInfo info = Datasets.info(datasets.get(i));
      requireSame(first, info, i + 1);
      rows += info.rows();
    }
    Dataset<Row> all = Datasets.read(session, datasets.get(0));
    for (Artifact dataset : datasets.subList(1, datasets.size())) {
      all = all.unionByName(Datasets.read(session, dataset));
    }
    Datasets.write(context, all, "out", OptionalLong.of(rows), Map.of());
  }

  private static void requireSame(DatasetInfo first, DatasetInfo other, int number)
      throws TaskException {
    SchemaDifference difference =
        SchemaDifference.ofNames(first.columnNames(), other.columnNames());
    for (DatasetInfo.Column column : first.columns()) {
      other
          .column(column.name())
          .filter(found -> !found.sparkType().equals(column.sparkType()))
          .ifPresent(found -> difference.type(column.name(), column.type(), found.type()));
    }
    if (!difference.isEmpty()) {
      throw difference.failure(
          "The data sets have different columns.", "data set " + number, "in the first");
    }
  }
}
