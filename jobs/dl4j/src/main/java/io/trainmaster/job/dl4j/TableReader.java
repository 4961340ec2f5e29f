package io.trainmaster.job.dl4j;

import io.trainmaster.job.network.data.Column;
import io.trainmaster.job.network.data.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Reads the Parquet files of a data set into memory, one after the other in the order of their
 * names: in the order of the data set, whatever the cores and partitions of the session.
 */
final class TableReader {

  private final SparkSession session;

  TableReader(SparkSession session) {
    this.session = session;
  }

  /** The rows of a data set that a filter leaves over. */
  Table read(Path folder, UnaryOperator<Dataset<Row>> filter) throws IOException {
    List<Path> files = files(folder);
    if (files.isEmpty()) {
      return new Table(List.of(), 0);
    }
    StructType schema = session.read().parquet(files.get(0).toString()).schema();
    List<ColumnBuilder> builders = new ArrayList<>();
    for (StructField field : schema.fields()) {
      builders.add(ColumnBuilder.of(field));
    }
    int rows = 0;
    for (Path file : files) {
      for (Row row :
          filter.apply(session.read().schema(schema).parquet(file.toString())).collectAsList()) {
        for (int i = 0; i < builders.size(); i++) {
          builders.get(i).add(row, i);
        }
        rows++;
      }
    }
    List<Column> columns = builders.stream().map(ColumnBuilder::build).toList();
    return new Table(columns, rows);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".parquet"))
          .sorted()
          .toList();
    }
  }
}
