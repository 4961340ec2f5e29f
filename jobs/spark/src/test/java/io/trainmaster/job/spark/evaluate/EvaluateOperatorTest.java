package io.trainmaster.job.spark.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.job.Artifact;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.spark.Calls;
import io.trainmaster.job.spark.RecordingContext;
import io.trainmaster.job.spark.SampleData;
import io.trainmaster.job.spark.SharedSession;
import io.trainmaster.job.spark.train.TreeOperator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateOperatorTest {

  @TempDir static Path root;

  private static Artifact model;
  private static Dataset<Row> rows;

  @BeforeAll
  static void train() throws Exception {

    model =
        Calls.of(new TreeOperator(), root)
            .with("train", Calls.dataset(root, SampleData.customers(SharedSession.get(), 1000, 1)))
            .with("label", "churned")
            .run(new TreeOperator())
            .artifact("out");
    rows = SampleData.customers(SharedSession.get(), 300, 2);
  }

  private static RecordingContext evaluation(Dataset<Row> data) throws TaskException {
    return Calls.of(new EvaluateOperator(), root)
        .with("model", model)
        .with("data", Calls.dataset(root, data));
  }

  private static String report(RecordingContext context) throws Exception {
    return Files.readString(
        context.run(new EvaluateOperator()).artifact("out").path().resolve("report.json"));
  }

  private static void refused(Dataset<Row> data, TaskError code, String place, String mend)
      throws TaskException {
    RecordingContext context = evaluation(data);
    assertThatThrownBy(() -> context.run(new EvaluateOperator()))
        .isInstanceOfSatisfying(
            TaskException.class,
            error -> {
              assertThat(error.error()).isEqualTo(code);
              assertThat(error.place()).contains(place);
              assertThat(error.mend()).contains(mend);
            });
    assertThat(context.artifacts).isEmpty();
  }

  @Test
  void aMissingColumnIsNamed() throws Exception {
    refused(
        rows.withColumnRenamed("tenure", "tenur"),
        TaskError.COLUMN_MISSING,
        "data",
        "Did you mean `tenur`?");
    refused(rows.drop("churned"), TaskError.COLUMN_MISSING, "data", "Its columns are");
  }

  @Test
  void anUnknownLabelIsShown() throws Exception {
    refused(
        rows.withColumn("churned", functions.expr("concat(churned, '.')")),
        TaskError.LABEL_UNUSABLE,
        "such as \"",
        "\"no\", \"yes\"");
  }

  @Test
  void infinityIsRefused() throws Exception {
    refused(
        rows.withColumn("tenure", functions.expr("if(age < 30, double('-Infinity'), tenure)")),
        TaskError.FEATURES_UNUSABLE,
        "column tenure",
        "Replace them");
  }

  @Test
  void noLabelsAreNoRows() throws Exception {
    refused(
        rows.withColumn("churned", functions.expr("cast(null as string)")),
        TaskError.SOURCE_EMPTY,
        "data",
        "");
  }

  @Test
  void unknownCategoriesAreCounted() throws Exception {
    long changed = rows.where("age < 30").count();
    RecordingContext context =
        evaluation(rows.withColumn("region", functions.expr("if(age < 30, 'new', region)")));
    assertThat(report(context)).contains("Rows with an unknown value in region");
    assertThat(context.log)
        .anyMatch(line -> line.contains("region") && line.contains(changed + " rows"));
  }

  @Test
  void rowsWithoutALabelAreLeftOut() throws Exception {
    long labelled = rows.where("age >= 30").count();
    RecordingContext context =
        evaluation(rows.withColumn("churned", functions.expr("if(age < 30, null, churned)")));
    context.run(new EvaluateOperator());
    assertThat(context.artifact("out").properties()).containsEntry("rows", labelled);
  }

  @Test
  void slicesCoverAllRows() throws Exception {
    RecordingContext context =
        evaluation(rows).with("slices", List.of("plan", "tenure", "autopay", "segment"));
    assertThat(report(context))
        .contains("\"(missing)\"", "\"basic\"", "\"true\"", " to under ", "\"2\"");
  }

  @Test
  void theThresholdDecides() throws Exception {
    RecordingContext all = evaluation(rows).with("threshold", 0.0).run(new EvaluateOperator());
    assertThat(all.metric("recall")).isEqualTo(1);
    RecordingContext none = evaluation(rows).with("threshold", 1.0).run(new EvaluateOperator());
    assertThat(none.metric("recall")).isLessThan(1);
    assertThat(none.metric("auc")).isEqualTo(all.metric("auc"));
  }

  @Test
  void oneClassHasMetricsButNoAuc() throws Exception {
    RecordingContext context =
        evaluation(rows.where("churned = 'yes'")).run(new EvaluateOperator());
    Map<String, Object> properties = context.artifact("out").properties();
    assertThat(properties).containsKey("accuracy").doesNotContainKey("auc");
  }

  @Test
  void aModelOfAnotherFlavorIsScoredByIt() throws Exception {
    Path folder = Files.createDirectory(root.resolve("age"));
    Files.writeString(
        folder.resolve("model.json"),
        """
        {"flavor": "age", "task": "binary", "label": "churned", "classes": ["no", "yes"],
         "positive": "yes", "features": ["age"], "params": {}}
        """);
    RecordingContext context =
        Calls.of(new EvaluateOperator(), root)
            .with("model", new Artifact("Model", "abc", folder, Map.of()))
            .with("data", Calls.dataset(root, rows))
            .run(new EvaluateOperator());
    // The flavor says yes with the probability age / 100.
    assertThat(context.metric("auc")).isBetween(0.2, 0.8);
    assertThat(AgeFlavor.closed()).isPositive();
  }
}
