package io.trainmaster.job.spark.evaluate;

import io.trainmaster.job.Artifact;
import io.trainmaster.job.TaskContext;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.report.ReportData;
import io.trainmaster.job.report.ReportWriter;
import io.trainmaster.job.report.Section;
import io.trainmaster.job.spark.data.Columns;
import io.trainmaster.job.spark.data.Datasets;
import io.trainmaster.job.spark.features.Encoding;
import io.trainmaster.job.spark.features.Feature;
import io.trainmaster.job.spark.features.FeaturePlan;
import io.trainmaster.job.spark.model.ClusterScores;
import io.trainmaster.job.spark.model.FeatureDetails;
import io.trainmaster.job.spark.model.ModelDescription;
import io.trainmaster.job.spark.model.ModelFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.clustering.KMeansModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** One evaluation of a clustering. */
final class ClusterEvaluation {

  private final TaskContext context;
  private final ModelFolder folder;
  private final ModelDescription model;

  ClusterEvaluation(TaskContext context, ModelFolder folder, ModelDescription model) {
    this.context = context;
    this.folder = folder;
    this.model = model;
  }

  void run() throws TaskException, IOException {
    Artifact artifact = context.arguments().artifact("data");
    Dataset<Row> data = Datasets.read(context.resource(SparkSession.class), artifact);
    Columns.requireAll(data.schema(), model.features(), "data");
    if (!context.arguments().texts("slices").isEmpty()) {
      throw new TaskException(
          TaskError.ARGUMENT_INVALID,
          "A clustering has no label whose metrics could be told apart by slices.",
          "slices",
          "Leave slices out.");
    }
    PipelineModel pipeline = PipelineModel.load(folder.pipeline());
    Vector[] centers =
        ((KMeansModel) pipeline.stages()[pipeline.stages().length - 1]).clusterCenters();
    Column[] columns = model.features().stream().map(Columns::named).toArray(Column[]::new);
    ClusterScores scores = ClusterScores.of(pipeline.transform(data.select(columns)), centers);
    long rows = Arrays.stream(scores.sizes()).sum();
    if (rows == 0) {
      throw new TaskException(
          TaskError.SOURCE_EMPTY, "There are no rows to measure on.", "data", "");
    }
    write(scores, centers, rows);
  }

  private void write(ClusterScores scores, Vector[] centers, long rows) throws IOException {
    ReportData.Builder report =
        ReportData.builder("clusters", model.task())
            .subtitle("%d clusters of %,d rows".formatted(centers.length, rows))
            .fact("Rows", Long.toString(rows))
            .section(new Section.Clusters(clusters(scores, centers)));
    model.params().forEach((name, value) -> report.fact(name, String.valueOf(value)));
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("task", model.task().key());
    properties.put("rows", rows);
    scores
        .metrics()
        .forEach(
            (name, value) -> {
              report.metric(MetricHelp.of(name, value));
              context.metric(name, value, 0);
              properties.put(name, value);
            });
    ModelSections.add(report, folder, context.arguments().artifact("model"));
    ReportWriter.write(report.build(), context.outputPath("out"));
    context.output("out", "Report", properties);
  }

  private List<Section.Clusters.Cluster> clusters(ClusterScores scores, Vector[] centers) {
    FeaturePlan plan = FeatureDetails.of(model).plan();
    List<FeaturePlan.Slot> slots = plan.slots(Encoding.SCALED_ONE_HOT);
    List<Section.Clusters.Cluster> clusters = new ArrayList<>();
    for (int i = 0; i < centers.length; i++) {
      Map<String, Double> center = new LinkedHashMap<>();
      for (int slot = 0; slot < slots.size(); slot++) {
        double value = centers[i].apply(slot);
        // Back from the scaled space to the column's own unit.
        if (plan.features().get(slots.get(slot).feature()) instanceof Feature.Numeric number) {
          value = value * number.deviation() + number.mean();
        }
        center.put(slots.get(slot).name(), value);
      }
      clusters.add(
          new Section.Clusters.Cluster(
              Integer.toString(i), scores.sizes()[i], scores.silhouettes()[i], center));
    }
    return clusters;
  }
}
