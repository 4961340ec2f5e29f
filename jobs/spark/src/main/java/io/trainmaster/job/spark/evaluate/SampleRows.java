package io.trainmaster.job.spark.evaluate;

import io.trainmaster.job.report.Section;
import io.trainmaster.job.report.TaskKind;
import io.trainmaster.job.spark.data.Columns;
import io.trainmaster.job.spark.features.LabelColumn;
import io.trainmaster.job.spark.model.ModelDescription;
import io.trainmaster.job.spark.model.ScoredTable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/** A few scored rows for a reader of the report. */
final class SampleRows {

  private static final int ROWS = 20;
  private static final int COLUMNS = 40;

  private SampleRows() {}

  /** The first rows that have a label: a random sample, as data sets lie in the order of hashes. */
  static Section.SampleRows of(
      Dataset<Row> scored, ModelDescription model, LabelColumn label, double threshold) {
    List<String> shown = model.features().stream().limit(COLUMNS).toList();
    List<Column> columns = new ArrayList<>();
    for (String feature : shown) {
      columns.add(text(feature, scored));
    }
    Column actual = Columns.named(label.column());
    columns.add(actual.cast(DataTypes.StringType));
    columns.add(functions.col(ScoredTable.PREDICTION));
    boolean classes = model.task() != TaskKind.REGRESSION;
    if (classes) {
      columns.add(functions.col(ScoredTable.PROBABILITY));
    }
    List<Row> rows =
        scored.where(actual.isNotNull()).select(columns.toArray(new Column[0])).takeAsList(ROWS);
    List<String> names = new ArrayList<>(shown);
    names.add(label.column());
    names.add("predicted " + label.column());
    if (classes) {
      names.add("probability");
    }
    return new Section.SampleRows(
        names, rows.stream().map(row -> values(row, shown.size(), model, threshold)).toList());
  }

  /** A value as text; of bytes, such as an image, only how many there are. */
  private static Column text(String feature, Dataset<Row> scored) {
    Column column = Columns.named(feature);
    return scored.schema().apply(feature).dataType().equals(DataTypes.BinaryType)
        ? functions.concat(
            functions.length(column).cast(DataTypes.StringType), functions.lit(" bytes"))
        : column.cast(DataTypes.StringType);
  }

  private static List<@Nullable Object> values(
      Row row, int features, ModelDescription model, double threshold) {
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i <= features; i++) {
      values.add(row.get(i));
    }
    if (model.task() == TaskKind.REGRESSION) {
      values.add(row.getDouble(features + 1));
      return values;
    }
    Vector probabilities = (Vector) row.get(features + 2);
    int predicted =
        model.task() == TaskKind.BINARY
            ? (probabilities.apply(1) >= threshold ? 1 : 0)
            : (int) row.getDouble(features + 1);
    values.add(model.classes().get(predicted));
    values.add(probabilities.apply(predicted));
    return values;
  }
}
