package io.trainmaster.job.spark.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.trainmaster.job.Artifact;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.spark.Calls;
import io.trainmaster.job.spark.RecordingContext;
import io.trainmaster.job.spark.SampleData;
import io.trainmaster.job.spark.SharedSession;
import io.trainmaster.job.spark.evaluate.EvaluateOperator;
import io.trainmaster.job.spark.model.ModelFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GbtOperatorTest {

  @TempDir static Path root;

  private static Artifact train;
  private static Artifact test;

  @BeforeAll
  static void data() throws TaskException {
    train = Calls.dataset(root, SampleData.customers(SharedSession.get(), 1500, 1));
    test = Calls.dataset(root, SampleData.customers(SharedSession.get(), 700, 2));
  }

  private static RecordingContext gbt() {
    return Calls.of(new GbtOperator(), root).with("train", train).with("iterations", 5L);
  }

  @Test
  void learnsTwoClassesAndIsEvaluated() throws Exception {
    RecordingContext context =
        gbt().with("label", "churned").with("validation", test).run(new GbtOperator());

    assertThat(context.metric("validation.auc")).isGreaterThan(0.85);
    assertThat(context.outputValues).containsKey("validation");
    Artifact model = context.artifact("out");
    assertThat(model.properties())
        .containsEntry("task", "binary")
        .containsEntry("classes", List.of("no", "yes"))
        .containsEntry("positive", "yes")
        .containsEntry("label", "churned");
    ModelFolder folder = new ModelFolder(model.path());
    assertThat(folder.history().series())
        .extracting(series -> series.values().size())
        .containsExactly(5, 5);
    assertThat(folder.importance().columns()).containsKeys("age", "tenure", "autopay", "plan");

    RecordingContext evaluation =
        Calls.of(new EvaluateOperator(), root)
            .with(
                "model",
                Calls.with(
                    model,
                    "search",
                    List.of(
                        Map.of(
                            "trial",
                            1L,
                            "params",
                            Map.of("max_depth", 3L),
                            "metric",
                            0.8,
                            "best",
                            true))))
            .with("data", test)
            .with("slices", List.of("plan", "age"))
            .run(new EvaluateOperator());
    assertThat(evaluation.metric("auc")).isEqualTo(context.metric("validation.auc"));
    assertThat(evaluation.metric("log_loss")).isEqualTo(context.metric("validation.log_loss"));
    String json = Files.readString(evaluation.artifact("out").path().resolve("report.json"));
    assertThat(json)
        .contains("\"roc\"", "\"slices\"", "\"search\"", "\"importance\"", "\"learning_curves\"");
    List<Double> curve = folder.history().series().get(1).values();
    assertThat(curve.get(4)).isCloseTo(evaluation.metric("log_loss"), offset(1e-12));
  }

  @Test
  void learnsNumbers() throws Exception {
    RecordingContext context =
        gbt()
            .with("iterations", 20L)
            .with("label", "charges")
            .with("validation", test)
            .run(new GbtOperator());
    assertThat(context.metric("validation.r2")).isGreaterThan(0.9);
    assertThat(context.artifact("out").properties()).containsEntry("task", "regression");
    // After the last tree the curve is at the model's error: 700 rows are all looked at.
    assertThat(context.metric("validation.loss"))
        .isCloseTo(context.metric("validation.rmse"), offset(1e-9));
  }

  @Test
  void sendsManyClassesToTheForest() {
    assertThatThrownBy(() -> gbt().with("label", "segment").run(new GbtOperator()))
        .isInstanceOfSatisfying(
            TaskException.class,
            error -> {
              assertThat(error.error()).isEqualTo(TaskError.LABEL_UNUSABLE);
              assertThat(error.place()).isEqualTo("column segment");
              assertThat(error.mend()).contains("train.forest");
            });
  }

  @Test
  void measuresAFoldAndWritesNoModel() throws Exception {
    RecordingContext context =
        gbt()
            .with("label", "churned")
            .with("fold", 1L)
            .with("folds", 3L)
            .with("fold_seed", 7L)
            .run(new GbtOperator());
    assertThat(context.artifacts).isEmpty();
    assertThat(context.metric("validation.auc")).isGreaterThan(0.8);
    assertThat(Long.parseLong(context.params.get("rows"))).isBetween(900L, 1100L);
  }
}
