package io.trainmaster.job.spark.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.job.Artifact;
import io.trainmaster.job.Operator;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.spark.Calls;
import io.trainmaster.job.spark.RecordingContext;
import io.trainmaster.job.spark.SampleData;
import io.trainmaster.job.spark.SharedSession;
import io.trainmaster.job.spark.evaluate.EvaluateOperator;
import io.trainmaster.job.spark.model.History;
import io.trainmaster.job.spark.model.ModelFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlgorithmsTest {

  @TempDir static Path root;

  private static Artifact train;
  private static Artifact test;

  @BeforeAll
  static void data() throws TaskException {
    train = Calls.dataset(root, SampleData.customers(SharedSession.get(), 1500, 1));
    test = Calls.dataset(root, SampleData.customers(SharedSession.get(), 700, 2));
  }

  private static RecordingContext call(Operator operator, String label) {
    return Calls.of(operator, root)
        .with("train", train)
        .with("validation", test)
        .with("label", label);
  }

  private static RecordingContext evaluated(RecordingContext training) throws Exception {
    return Calls.of(new EvaluateOperator(), root)
        .with("model", training.artifact("out"))
        .with("data", test)
        .run(new EvaluateOperator());
  }

  private static void refused(RecordingContext context, Operator operator, String mend) {
    assertThatThrownBy(() -> context.run(operator))
        .isInstanceOfSatisfying(
            TaskException.class,
            error -> {
              assertThat(error.error()).isEqualTo(TaskError.LABEL_UNUSABLE);
              assertThat(error.mend()).contains(mend);
            });
    assertThat(context.artifacts).isEmpty();
  }

  @Test
  void logisticRegressionHasALossAndCoefficients() throws Exception {
    RecordingContext training =
        call(new LogisticOperator(), "churned")
            .with("ignore", List.of("charges"))
            .run(new LogisticOperator());
    assertThat(training.metric("validation.auc")).isGreaterThan(0.85);
    ModelFolder folder = new ModelFolder(training.artifact("out").path());
    List<Double> losses = folder.history().series().get(0).values();
    assertThat(losses.get(losses.size() - 1)).isLessThan(losses.get(0));
    assertThat(folder.importance().columns())
        .containsKeys("tenure", "autopay", "plan")
        .doesNotContainKey("charges");
    assertThat(evaluated(training).metric("auc")).isEqualTo(training.metric("validation.auc"));
  }

  @Test
  void logisticRegressionOfThreeClasses() throws Exception {
    RecordingContext training = call(new LogisticOperator(), "segment").run(new LogisticOperator());
    RecordingContext evaluation = evaluated(training);
    assertThat(evaluation.metric("accuracy"))
        .isEqualTo(training.metric("validation.accuracy"))
        .isGreaterThan(0.8);
    assertThat(evaluation.artifact("out").properties()).containsEntry("task", "multiclass");
  }

  @Test
  void logisticRegressionIsNotForQuantities() {
    refused(call(new LogisticOperator(), "charges"), new LogisticOperator(), "train.linear");
    refused(call(new BayesOperator(), "charges"), new BayesOperator(), "train.linear");
  }

  @Test
  void linearRegressionFindsTheKnownCause() throws Exception {
    RecordingContext training = call(new LinearOperator(), "charges").run(new LinearOperator());
    RecordingContext evaluation = evaluated(training);
    // The noise has a standard deviation of 1.
    assertThat(evaluation.metric("rmse")).isBetween(0.9, 1.1);
    assertThat(evaluation.metric("r2")).isGreaterThan(0.95);
    assertThat(new ModelFolder(training.artifact("out").path()).importance().columns().keySet())
        .startsWith("plan", "age");
    assertThat(Files.readString(evaluation.artifact("out").path().resolve("report.json")))
        .contains("\"residuals\"");
  }

  @Test
  void linearRegressionIsNotForText() {
    refused(call(new LinearOperator(), "churned"), new LinearOperator(), "Leave task out");
  }

  @Test
  void aTreeBalancesClasses() throws Exception {
    RecordingContext plain = call(new TreeOperator(), "churned").run(new TreeOperator());
    RecordingContext balanced =
        call(new TreeOperator(), "churned")
            .with("class_weights", "balanced")
            .with("positive", "no")
            .run(new TreeOperator());
    assertThat(plain.metric("validation.auc")).isGreaterThan(0.8);
    assertThat(balanced.metric("validation.auc")).isGreaterThan(0.8);
    assertThat(balanced.artifact("out").properties()).containsEntry("positive", "no");
    assertThat(new ModelFolder(plain.artifact("out").path()).history()).isEqualTo(History.NONE);
  }

  @Test
  void aTreeOfNumbers() throws Exception {
    RecordingContext training = call(new TreeOperator(), "charges").run(new TreeOperator());
    assertThat(training.metric("validation.r2")).isGreaterThan(0.8);
  }

  @Test
  void aForestVotesOnClassesAndNumbers() throws Exception {
    RecordingContext classes =
        call(new ForestOperator(), "segment")
            .with("trees", 10L)
            .with("max_depth", 6L)
            .run(new ForestOperator());
    assertThat(classes.metric("validation.accuracy")).isGreaterThan(0.85);
    RecordingContext numbers =
        call(new ForestOperator(), "charges")
            .with("trees", 10L)
            .with("max_depth", 6L)
            .run(new ForestOperator());
    assertThat(numbers.metric("validation.r2")).isGreaterThan(0.7);
  }

  @Test
  void naiveBayesIsAYardstick() throws Exception {
    RecordingContext training = call(new BayesOperator(), "churned").run(new BayesOperator());
    assertThat(training.metric("validation.auc")).isGreaterThan(0.8);
    assertThat(evaluated(training).metric("auc")).isEqualTo(training.metric("validation.auc"));
  }

  @Test
  void clustersAreFoundAndMeasured() throws Exception {
    RecordingContext training =
        Calls.of(new KMeansOperator(), root)
            .with("train", train)
            .with("validation", test)
            .with("k", 3L)
            .with("features", List.of("age", "tenure"))
            .run(new KMeansOperator());
    assertThat(training.metric("validation.silhouette")).isBetween(0.2, 1.0);
    RecordingContext evaluation = evaluated(training);
    assertThat(evaluation.metric("silhouette")).isEqualTo(training.metric("validation.silhouette"));
    assertThat(Files.readString(evaluation.artifact("out").path().resolve("report.json")))
        .contains("\"clusters\"");
  }

  @Test
  void moreClustersThanRowsAreRefused() {
    RecordingContext context =
        Calls.of(new KMeansOperator(), root).with("train", train).with("k", 5000L);
    assertThatThrownBy(() -> context.run(new KMeansOperator()))
        .isInstanceOf(TaskException.class)
        .hasMessage("There are fewer rows than clusters.");
  }
}
