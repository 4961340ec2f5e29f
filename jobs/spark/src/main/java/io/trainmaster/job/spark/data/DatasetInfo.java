package io.trainmaster.job.spark.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What a data set says of itself in {@code dataset.json}.
 *
 * @param columns its columns in order
 * @param rows how many rows it has
 * @param partitions how many files, each of which is read as one partition
 * @param properties what the operator that made it said besides, such as the width of images;
 *     strings, numbers, booleans, lists and maps of them
 */
public record DatasetInfo(
    List<Column> columns, long rows, int partitions, Map<String, Object> properties) {

  public DatasetInfo {
    columns = List.copyOf(columns);
    // In one order, since the file that holds them is part of what is digested.
    properties = Collections.unmodifiableMap(new TreeMap<>(properties));
  }

  /**
   * A column.
   *
   * @param type the language's name of its type, such as {@code Int}; Spark's for a type that the
   *     language has no name for, such as {@code binary}
   * @param sparkType Spark's name of its type, such as {@code bigint}
   */
  public record Column(String name, String type, String sparkType, boolean nullable) {

    static Column of(StructField field) {
      return new Column(
          field.name(),
          ColumnTypes.name(field.dataType()),
          field.dataType().sql(),
          field.nullable());
    }
  }

  /** The column of a name. */
  public Optional<Column> column(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }

  /** The names of the columns, in order. */
  public List<String> columnNames() {
    return columns.stream().map(Column::name).toList();
  }

  /** Spark's schema of the rows. */
  public StructType schema() {
    List<StructField> fields = new ArrayList<>();
    for (Column column : columns) {
      DataType type = DataType.fromDDL(column.sparkType());
      fields.add(new StructField(column.name(), type, column.nullable(), Metadata.empty()));
    }
    return new StructType(fields.toArray(StructField[]::new));
  }

  /** What the workflow language reads off the artifact. */
  Map<String, Object> artifactProperties() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("rows", rows);
    all.put("partitions", (long) partitions);
    all.put(
        "columns",
        columns.stream()
            .map(
                column -> {
                  Map<String, Object> map = new LinkedHashMap<>();
                  map.put("name", column.name());
                  map.put("type", column.type());
                  return map;
                })
            .toList());
    all.putAll(properties);
    return all;
  }
}
