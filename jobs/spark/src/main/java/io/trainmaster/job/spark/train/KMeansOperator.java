package io.trainmaster.job.spark.train;

import io.trainmaster.job.Arguments;
import io.trainmaster.job.Operator;
import io.trainmaster.job.TaskContext;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.report.TaskKind;
import io.trainmaster.job.spark.data.Columns;
import io.trainmaster.job.spark.features.DataProfile;
import io.trainmaster.job.spark.features.Encoding;
import io.trainmaster.job.spark.features.FeaturePipeline;
import io.trainmaster.job.spark.features.FeaturePlan;
import io.trainmaster.job.spark.features.FeaturePlanner;
import io.trainmaster.job.spark.model.ClusterScores;
import io.trainmaster.job.spark.model.FeatureDetails;
import io.trainmaster.job.spark.model.History;
import io.trainmaster.job.spark.model.Importance;
import io.trainmaster.job.spark.model.ModelDescription;
import io.trainmaster.job.spark.model.ScoredTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.clustering.KMeans;
import org.apache.spark.ml.clustering.KMeansModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** {@code train.kmeans}: clusters of rows that are like each other. */
public final class KMeansOperator implements Operator {

  @Override
  public String signature() {
    return """
        /// Finds clusters of rows that are like each other; there is no label.
        /// Numbers are scaled, so that each column weighs the same.
        operator train.kmeans(
          /// The rows to find clusters in.
          train: Dataset,
          /// Rows to measure the clusters on.
          validation: Dataset?,
          /// How many clusters.
          k: Int in 2..10000,
          /// The columns to compare rows by; otherwise all.
          features: List<Column>?,
          /// Columns not to compare rows by.
          ignore: List<Column>?,
          /// How many values of a text column are categories of their own, the most frequent first.
          max_categories: Int in 2..1000 = 64,
          /// The most rounds of moving the centres.
          iterations: Int in 1..100000 = 50,
          /// The search ends when no centre moves further than this.
          tolerance: Float in 0..1 = 0.0001,
        """
        + Signatures.SEED
        + Signatures.end("[validation.silhouette, validation.cost]");
  }

  @Override
  public void run(TaskContext context) throws Exception {
    Arguments arguments = context.arguments();
    TrainingInput input = TrainingInput.of(context);
    DataProfile profile = input.profile();
    checkRows(profile, arguments);
    FeaturePlan plan =
        new FeaturePlanner(
                input.train().schema(),
                profile,
                Math.toIntExact(arguments.integer("max_categories")))
            .plan(arguments.texts("features"), new HashSet<>(arguments.texts("ignore")));
    plan.notes().forEach(context::log);
    SupervisedOperator.parameters(arguments)
        .forEach((name, value) -> context.param(name, String.valueOf(value)));

    Dataset<Row> vectors =
        SummableRows.of(vectors(input.train(), plan), profile.rows())
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      KMeansModel model = fit(vectors, arguments);
      Map<String, Double> metrics =
          input.validation().isPresent()
              ? measure(context, model, plan, input.validation().get())
              : Map.of();
      if (!input.fold()) {
        write(context, plan, model, metrics);
      }
    } finally {
      vectors.unpersist(false);
    }
  }

  private static void checkRows(DataProfile profile, Arguments arguments) throws TaskException {
    if (profile.rows() < arguments.integer("k")) {
      throw new TaskException(
          TaskError.ARGUMENT_INVALID,
          "There are fewer rows than clusters.",
          "k",
          "The training data has %d rows.".formatted(profile.rows()));
    }
  }

  private static Dataset<Row> vectors(Dataset<Row> data, FeaturePlan plan) {
    return FeaturePipeline.model(plan, Encoding.SCALED_ONE_HOT)
        .transform(data)
        .select(FeaturePipeline.FEATURES);
  }

  private static KMeansModel fit(Dataset<Row> vectors, Arguments arguments) {
    return new KMeans("kmeans")
        .setFeaturesCol(FeaturePipeline.FEATURES)
        .setPredictionCol(ScoredTable.PREDICTION)
        .setK(Math.toIntExact(arguments.integer("k")))
        .setMaxIter(Math.toIntExact(arguments.integer("iterations")))
        .setTol(arguments.number("tolerance"))
        .setSeed(arguments.integer("seed"))
        .fit(vectors);
  }

  private static Map<String, Double> measure(
      TaskContext context, KMeansModel model, FeaturePlan plan, Dataset<Row> validation)
      throws TaskException {
    Columns.requireAll(validation.schema(), plan.columns(), "validation");
    Map<String, Double> metrics =
        ClusterScores.of(model.transform(vectors(validation, plan)), model.clusterCenters())
            .metrics();
    metrics.forEach((name, value) -> context.metric("validation." + name, value, 0));
    context.outputValue("validation", metrics);
    return metrics;
  }

  private static void write(
      TaskContext context, FeaturePlan plan, KMeansModel model, Map<String, Double> metrics)
      throws IOException {
    List<Transformer> stages =
        new ArrayList<>(FeaturePipeline.stages(plan, Encoding.SCALED_ONE_HOT));
    stages.add(model);
    ModelDescription description =
        new ModelDescription(
            ModelDescription.MLLIB,
            TaskKind.CLUSTERING,
            Optional.empty(),
            List.of(),
            plan.columns(),
            SupervisedOperator.parameters(context.arguments()),
            new FeatureDetails(plan, Encoding.SCALED_ONE_HOT).json());
    ModelOutput.write(
        context,
        new PipelineModel("model", stages),
        description,
        new FittedModel(model, Importance.NONE, () -> History.NONE),
        metrics);
  }
}
