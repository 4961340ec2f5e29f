package io.trainmaster.job.spark.evaluate;

import io.trainmaster.job.Artifact;
import io.trainmaster.job.TaskContext;
import io.trainmaster.job.report.ReportData;
import io.trainmaster.job.report.Section;
import io.trainmaster.job.report.Section.Point;
import io.trainmaster.job.report.TaskKind;
import io.trainmaster.job.spark.metrics.BinaryMetrics;
import io.trainmaster.job.spark.metrics.RegressionMetrics;
import io.trainmaster.job.spark.metrics.ScoredRows;
import io.trainmaster.job.spark.model.ModelDescription;
import io.trainmaster.job.spark.model.ModelFolder;
import io.trainmaster.job.spark.model.ScoredTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts together what is said of a model that predicts a label: the report, the metrics, the
 * artifact's properties. Used by one thread.
 */
final class EvaluationReport {

  private static final int RESIDUAL_POINTS = 500;

  private final TaskContext context;
  private final ModelDescription model;
  private final ScoredTable table;
  private final double threshold;
  private final Map<String, Double> metrics;
  private final ReportData.Builder report;

  EvaluationReport(
      TaskContext context,
      ModelFolder folder,
      ModelDescription model,
      ScoredTable table,
      double threshold)
      throws IOException {
    this.context = context;
    this.model = model;
    this.table = table;
    this.threshold = threshold;
    this.metrics = table.rows().metrics(threshold);
    this.report = ReportData.builder(model.label().orElse(""), model.task());
    metrics.forEach((name, value) -> report.metric(MetricHelp.of(name, value)));
    sections();
    ModelSections.add(report, folder, context.arguments().artifact("model"));
  }

  private void sections() {
    ScoredRows rows = table.rows();
    switch (model.task()) {
      case BINARY -> binary(rows.binary(threshold));
      case MULTICLASS ->
          report.section(
              new Section.ConfusionMatrix(model.classes(), rows.multiclass().confusion()));
      case REGRESSION -> regression(rows.regression());
      case CLUSTERING -> throw new IllegalStateException("A clustering has no labels");
    }
  }

  private void binary(BinaryMetrics binary) {
    String positive = model.classes().get(1);
    Section.Thresholds.Counts counts = binary.counts(threshold);
    report
        .section(new Section.RocCurves(List.of(binary.roc(positive))))
        .section(new Section.PrecisionRecallCurves(List.of(binary.precisionRecall(positive))))
        .section(binary.thresholds())
        .section(binary.calibration())
        .section(
            new Section.ConfusionMatrix(
                model.classes(),
                List.of(
                    List.of(counts.trueNegatives(), counts.falsePositives()),
                    List.of(counts.falseNegatives(), counts.truePositives()))));
  }

  private void regression(RegressionMetrics regression) {
    ScoredRows rows = table.rows();
    List<Point> sample = new ArrayList<>();
    // The rows lie in the order of their hashes, so the first ones are a random sample.
    for (int i = 0; i < Math.min(rows.size(), RESIDUAL_POINTS); i++) {
      sample.add(new Point(rows.actual()[i], rows.predicted()[i]));
    }
    RegressionMetrics.Histogram histogram = regression.histogram();
    report.section(
        new Section.Residuals(
            model.label().orElse(""), sample, histogram.edges(), histogram.counts()));
    for (int percent : new int[] {5, 25, 50, 75, 95}) {
      report.fact(
          "Residual, " + percent + "th percentile",
          Double.toString(regression.residualQuantile(percent / 100.0)));
    }
  }

  /** Says what was measured with what. */
  void facts(FeatureChecks checks) {
    Artifact data = context.arguments().artifact("data");
    report.subtitle(
        "%s of %s on %,d rows"
            .formatted(model.task().title(), model.label().orElse(""), table.rows().size()));
    report.fact("Model", digest(context.arguments().artifact("model")));
    report.fact("Flavor", model.flavor());
    report.fact("Data", digest(data));
    report.fact("Rows", Integer.toString(table.rows().size()));
    if (table.unlabelled() > 0) {
      report.fact("Rows without a label, left out", Long.toString(table.unlabelled()));
    }
    model.positive().ifPresent(positive -> report.fact("Positive class", positive));
    if (model.task() == TaskKind.BINARY) {
      report.fact("Threshold", Double.toString(threshold));
    }
    checks
        .unseen()
        .forEach(
            (column, rows) ->
                report.fact("Rows with an unknown value in " + column, Long.toString(rows)));
    model.params().forEach((name, value) -> report.fact(name, String.valueOf(value)));
  }

  private static String digest(Artifact artifact) {
    String digest = artifact.digest();
    return digest.substring(0, Math.min(12, digest.length()));
  }

  /** Adds the metrics of parts of the rows. */
  void slices(List<SliceColumn> columns) {
    List<Section.Slices.Slice> slices = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      SliceColumn column = columns.get(i);
      column
          .rows(table.extras().get(i))
          .forEach(
              (value, rows) ->
                  slices.add(
                      new Section.Slices.Slice(
                          column.name(),
                          value,
                          rows.length,
                          table.rows().select(rows).metrics(threshold))));
    }
    if (!slices.isEmpty()) {
      report.section(new Section.Slices(slices));
    }
  }

  /** Adds a few scored rows. */
  void sample(Section.SampleRows rows) {
    report.section(rows);
  }

  ReportData build() {
    return report.build();
  }

  /** Records the metrics and declares the output. */
  void publish() {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("task", model.task().key());
    properties.put("rows", (long) table.rows().size());
    metrics.forEach(
        (name, value) -> {
          // What the rows don't define, such as the AUC of one class, is not said.
          if (!value.isNaN()) {
            context.metric(name, value, 0);
            properties.put(name, value);
          }
        });
    context.output("out", "Report", properties);
  }
}
