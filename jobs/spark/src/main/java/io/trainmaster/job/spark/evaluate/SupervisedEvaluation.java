package io.trainmaster.job.spark.evaluate;

import io.trainmaster.job.Arguments;
import io.trainmaster.job.TaskContext;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.report.ReportWriter;
import io.trainmaster.job.spark.data.Columns;
import io.trainmaster.job.spark.data.Datasets;
import io.trainmaster.job.spark.features.ColumnNames;
import io.trainmaster.job.spark.features.LabelColumn;
import io.trainmaster.job.spark.model.ModelDescription;
import io.trainmaster.job.spark.model.ModelFolder;
import io.trainmaster.job.spark.model.ScoredTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** One evaluation of a model that predicts a label. */
final class SupervisedEvaluation {

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
    Dataset<Row> data =
        Datasets.read(context.resource(SparkSession.class), arguments.artifact("data"));
    checkColumns(data);
    Dataset<Row> scored = Scoring.score(folder, model, data.select(needed()));
    List<SliceColumn> slices = SliceColumn.of(arguments.texts("slices"), data.schema());
    FeatureChecks checks = FeatureChecks.of(model);
    List<Column> extras = new ArrayList<>();
    slices.forEach(slice -> extras.add(slice.value()));
    extras.addAll(checks.columns());
    ScoredTable table = ScoredTable.collect(scored, label, extras);
    checkLabels(table);
    checks.count(table.extras().subList(slices.size(), extras.size()));
    checks.refuseInfinite();
    checks.notes().forEach(context::log);
    EvaluationReport report =
        new EvaluationReport(context, folder, model, table, arguments.number("threshold"));
    report.facts(checks);
    report.slices(slices);
    report.sample(SampleRows.of(scored, model, label));
    ReportWriter.write(report.build(), context.outputPath("out"));
    report.publish();
  }

  private void checkColumns(Dataset<Row> data) throws TaskException {
    ColumnNames names = new ColumnNames(data.schema());
    names.require(List.of(label.column()), "data");
    names.require(model.features(), "data");
    names.require(arguments.texts("slices"), "slices");
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
