package io.trainmaster.job.spark.ingest;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** The columns of delimited text, by which records become rows. */
record CsvTable(CsvFormat format, List<Column> columns) implements Serializable {

  private static final int SHOWN_MAX = 40;

  CsvTable {
    columns = List.copyOf(columns);
  }

  /** A column. */
  record Column(String name, TextType type, boolean nullable) implements Serializable {}

  StructType schema() {
    return new StructType(
        columns.stream()
            .map(
                column ->
                    new StructField(
                        column.name(),
                        column.type().dataType(),
                        column.nullable(),
                        Metadata.empty()))
            .toArray(StructField[]::new));
  }

  /** What is wrong with a record; null where nothing is. */
  @Nullable String problem(CsvRecord record) {
    String problem = widthProblem(record, columns.size());
    for (int i = 0; problem == null && i < columns.size(); i++) {
      Column column = columns.get(i);
      String text = record.fields().get(i);
      if (isNull(record, i)) {
        problem = column.nullable() ? null : "`%s` has no value".formatted(column.name());
      } else if (column.type().parse(text) == null) {
        problem =
            "`%s` is %s, which is no %s"
                .formatted(column.name(), shown(text), column.type().languageName());
      }
    }
    return problem;
  }

  /** What is wrong with a record of a file of so many columns. */
  static @Nullable String widthProblem(CsvRecord record, int width) {
    if (record.problem() != null) {
      return record.problem();
    }
    int found = record.fields().size();
    return found == width ? null : "it has %d fields where %d are expected".formatted(found, width);
  }

  /** The row of a record without problems. */
  Row row(CsvRecord record) {
    @Nullable Object[] values = new Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = isNull(record, i) ? null : columns.get(i).type().parse(record.fields().get(i));
    }
    return RowFactory.create(values);
  }

  /** A text between quotes is no missing value in a column of strings. */
  private boolean isNull(CsvRecord record, int i) {
    return format.nulls().contains(record.fields().get(i))
        && (columns.get(i).type() != TextType.STRING || !record.quoted().get(i));
  }

  private static String shown(String text) {
    String cut = text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX) + "…";
    return "\"" + cut + "\"";
  }
}
