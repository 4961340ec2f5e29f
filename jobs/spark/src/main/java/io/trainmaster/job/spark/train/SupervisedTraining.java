package io.trainmaster.job.spark.train;

import io.trainmaster.job.Arguments;
import io.trainmaster.job.TaskContext;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.report.TaskKind;
import io.trainmaster.job.spark.data.Columns;
import io.trainmaster.job.spark.features.DataProfile;
import io.trainmaster.job.spark.features.Encoding;
import io.trainmaster.job.spark.features.FeaturePipeline;
import io.trainmaster.job.spark.features.FeaturePlan;
import io.trainmaster.job.spark.features.FeaturePlanner;
import io.trainmaster.job.spark.features.LabelColumn;
import io.trainmaster.job.spark.features.LabelPlanner;
import io.trainmaster.job.spark.model.FeatureDetails;
import io.trainmaster.job.spark.model.ModelDescription;
import io.trainmaster.job.spark.model.ScoredTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;

/**
 * One training: reads the rows, plans label and features from one profile of them, fits, measures
 * on the validation rows, writes the model. As a part of a cross-validation it measures on the fold
 * and writes nothing.
 */
final class SupervisedTraining {

  private final SupervisedOperator operator;
  private final TaskContext context;
  private final Arguments arguments;

  SupervisedTraining(SupervisedOperator operator, TaskContext context) {
    this.operator = operator;
    this.context = context;
    this.arguments = context.arguments();
  }

  void run() throws TaskException, IOException {
    TrainingInput input = TrainingInput.of(context);
    String column = arguments.text("label");
    Columns.requireAll(input.train().schema(), List.of(column), "label");
    DataProfile profile = input.profile();
    LabelColumn label = planLabel(input.train(), profile, column);
    FeaturePlan plan = planFeatures(input.train(), profile, column);
    tell(label, plan, profile);

    Dataset<Row> prepared = prepare(input.train(), plan, label, profile);
    Optional<Dataset<Row>> measured =
        input.validation().isPresent()
            ? Optional.of(measurable(input.validation().get(), plan, label))
            : Optional.empty();
    prepared.persist(StorageLevel.MEMORY_AND_DISK());
    measured.ifPresent(rows -> rows.persist(StorageLevel.MEMORY_AND_DISK()));
    try {
      FittedModel model =
          operator.fit(
              new TrainingRows(
                  prepared, measured, label, plan, operator.encoding(), profile, arguments));
      Map<String, Double> metrics =
          measured.isPresent() ? measure(model, measured.get(), label) : Map.of();
      if (!input.fold()) {
        write(model, plan, label, metrics);
      }
    } finally {
      prepared.unpersist(false);
      measured.ifPresent(rows -> rows.unpersist(false));
    }
  }

  private LabelColumn planLabel(Dataset<Row> data, DataProfile profile, String column)
      throws TaskException {
    LabelColumn label =
        LabelPlanner.plan(
            data.schema(),
            profile,
            column,
            operator.askedTask(arguments),
            arguments.optionalText("positive"));
    operator.checkTask(label.task(), column);
    return label;
  }

  private FeaturePlan planFeatures(Dataset<Row> data, DataProfile profile, String column)
      throws TaskException {
    Set<String> ignored = new HashSet<>(arguments.texts("ignore"));
    ignored.add(column);
    return new FeaturePlanner(
            data.schema(), profile, Math.toIntExact(arguments.integer("max_categories")))
        .plan(arguments.texts("features"), ignored);
  }

  private void tell(LabelColumn label, FeaturePlan plan, DataProfile profile) {
    plan.notes().forEach(context::log);
    long unlabelled = profile.column(label.column()).nulls();
    if (unlabelled > 0) {
      context.log("%d rows without a label are left out.".formatted(unlabelled));
    }
    context.param("task", label.task().key());
    context.param("rows", Long.toString(profile.rows()));
    context.param("features", Integer.toString(plan.features().size()));
    SupervisedOperator.parameters(arguments)
        .forEach((name, value) -> context.param(name, String.valueOf(value)));
  }

  private Dataset<Row> prepare(
      Dataset<Row> train, FeaturePlan plan, LabelColumn label, DataProfile profile)
      throws TaskException {
    Dataset<Row> rows = measurable(train, plan, label);
    if (SupervisedOperator.balanced(arguments)) {
      rows = rows.withColumn(TrainingRows.WEIGHT, ClassWeights.balanced(label, profile));
    }
    return operator.encoding() == Encoding.INDEXED ? rows : SummableRows.of(rows, profile.rows());
  }

  /** The label and the vector, of rows with a label that is known. */
  private Dataset<Row> measurable(Dataset<Row> data, FeaturePlan plan, LabelColumn label)
      throws TaskException {
    Columns.requireAll(data.schema(), List.of(label.column()), "validation");
    Columns.requireAll(data.schema(), plan.columns(), "validation");
    Column index = label.index(data.schema());
    Dataset<Row> labelled =
        data.where(label.task() == TaskKind.REGRESSION ? index.isNotNull() : index.geq(0));
    Column named =
        label.task() == TaskKind.REGRESSION
            ? index.as(LabelColumn.LABEL)
            : index.as(
                LabelColumn.LABEL,
                NominalAttribute.defaultAttr()
                    .withName(LabelColumn.LABEL)
                    .withValues(label.classes().toArray(new String[0]))
                    .toMetadata());
    Dataset<Row> vectors = FeaturePipeline.model(plan, operator.encoding()).transform(labelled);
    return vectors.select(named, functions.col(FeaturePipeline.FEATURES));
  }

  private Map<String, Double> measure(
      FittedModel model, Dataset<Row> validation, LabelColumn label) {
    ScoredTable scored =
        ScoredTable.collectIndexed(model.transformer().transform(validation), label);
    Map<String, Double> metrics = new LinkedHashMap<>();
    scored
        .rows()
        .metrics(0.5)
        .forEach(
            (name, value) -> {
              if (!value.isNaN()) {
                metrics.put(name, value);
                context.metric("validation." + name, value, 0);
              }
            });
    context.outputValue("validation", metrics);
    return metrics;
  }

  private void write(
      FittedModel model, FeaturePlan plan, LabelColumn label, Map<String, Double> validation)
      throws IOException {
    List<Transformer> stages = new ArrayList<>(FeaturePipeline.stages(plan, operator.encoding()));
    stages.add(model.transformer());
    ModelDescription description =
        new ModelDescription(
            ModelDescription.MLLIB,
            label.task(),
            Optional.of(label.column()),
            label.classes(),
            plan.columns(),
            SupervisedOperator.parameters(arguments),
            new FeatureDetails(plan, operator.encoding()).json());
    ModelOutput.write(context, new PipelineModel("model", stages), description, model, validation);
  }
}
