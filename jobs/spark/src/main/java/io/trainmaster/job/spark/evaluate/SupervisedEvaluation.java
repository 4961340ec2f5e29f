package io.trainmaster.job.spark.evaluate;

import io.trainmaster.job.Arguments;
import io.trainmaster.job.Artifact;
import io.trainmaster.job.TaskContext;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.report.ReportWriter;
import io.trainmaster.job.spark.data.Columns;
import io.trainmaster.job.spark.data.Datasets;
import io.trainmaster.job.spark.features.LabelColumn;
import io.trainmaster.job.spark.model.ModelDescription;
import io.trainmaster.job.spark.model.ModelFolder;
import io.trainmaster.job.spark.model.ScoredTable;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** One evaluation of a model that predicts a label. */
final class SupervisedEvaluation {

  /** So many rows' scores fit into the memory of a small driver. */
  private static final long ROWS_MAX = 5_000_000;

  private static final long SAMPLE_SEED = 0x5EED;

  private final TaskContext context;
  private final Arguments arguments;
  private final ModelFolder folder;
  private final ModelDescription model;
  private final LabelColumn label;

  SupervisedEvaluation(TaskContext context, ModelFolder folder, ModelDescription model) {
    this.context = context;
    this.arguments = context.arguments();
    this.folder = folder;
    this.model = model;
    this.label =
        new LabelColumn(
            model
                .label()
                .orElseThrow(() -> new IllegalArgumentException("model.json has no label")),
            model.task(),
            model.classes());
  }

  void run() throws TaskException, IOException {
    Artifact artifact = arguments.artifact("data");
    Dataset<Row> data =
        atMost(
            ROWS_MAX,
            Datasets.info(artifact).rows(),
            Datasets.read(context.resource(SparkSession.class), artifact));
    checkColumns(data);
    Dataset<Row> scored = Scoring.score(folder, model, data.select(needed()));
    List<SliceColumn> slices = SliceColumn.of(arguments.texts("slices"), data.schema());
    FeatureChecks checks = FeatureChecks.of(model);
    List<Column> sliced = slices.stream().map(SliceColumn::value).toList();
    ScoredTable table = ScoredTable.collect(scored, label, sliced, checks.columns());
    checkLabels(table);
    checks.count(table.flagged());
    checks.refuseInfinite();
    checks.notes().forEach(context::log);
    EvaluationReport report =
        new EvaluationReport(context, folder, model, table, arguments.number("threshold"));
    report.facts(checks);
    report.slices(slices);
    report.sample(SampleRows.of(scored, model, label, arguments.number("threshold")));
    ReportWriter.write(report.build(), context.outputPath("out"));
    report.publish();
  }

  /** All rows, or of too many a part that the hashes of their values choose. */
  private Dataset<Row> atMost(long limit, long count, Dataset<Row> data) {
    if (count <= limit) {
      return data;
    }
    long parts = (count + limit - 1) / limit;
    context.log("The metrics are of one in %d of the %d rows.".formatted(parts, count));
    Column[] values = Arrays.stream(data.columns()).map(Columns::named).toArray(Column[]::new);
    // Not the layout's own hash, by which rows were put into files.
    Column hash = functions.xxhash64(functions.lit(SAMPLE_SEED), functions.struct(values));
    return data.where(functions.pmod(hash, functions.lit(parts)).equalTo(0));
  }

  private void checkColumns(Dataset<Row> data) throws TaskException {
    Columns.requireAll(data.schema(), List.of(label.column()), "data");
    Columns.requireAll(data.schema(), model.features(), "data");
    Columns.requireAll(data.schema(), arguments.texts("slices"), "slices");
  }

  private Column[] needed() {
    Set<String> columns = new LinkedHashSet<>(model.features());
    columns.add(label.column());
    columns.addAll(arguments.texts("slices"));
    return columns.stream().map(Columns::named).toArray(Column[]::new);
  }

  private void checkLabels(ScoredTable table) throws TaskException {
    if (table.unknown() > 0) {
      throw new TaskException(
          TaskError.LABEL_UNUSABLE,
          "The label has values that the model does not know.",
          "column %s, %d rows, such as \"%s\""
              .formatted(label.column(), table.unknown(), table.unknownExample()),
          "The model knows \"%s\"; bring the values in line with transform.sql, or train with them."
              .formatted(String.join("\", \"", label.classes())));
    }
    if (table.rows().size() == 0) {
      throw new TaskException(
          TaskError.SOURCE_EMPTY, "There are no rows with a label to measure on.", "data", "");
    }
    if (table.unlabelled() > 0) {
      context.log("%d rows without a label are left out.".formatted(table.unlabelled()));
    }
  }
}
