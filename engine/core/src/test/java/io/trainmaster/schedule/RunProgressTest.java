package io.trainmaster.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.model.Expression;
import io.trainmaster.model.Expression.Binary;
import io.trainmaster.model.Expression.BinaryOperator;
import io.trainmaster.model.Expression.Field;
import io.trainmaster.model.Expression.Interpolation;
import io.trainmaster.model.Expression.Literal;
import io.trainmaster.model.Expression.Output;
import io.trainmaster.model.Outcome;
import io.trainmaster.model.Policy;
import io.trainmaster.model.ResourceRequest;
import io.trainmaster.model.RetryRule;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.run.RunPhase;
import io.trainmaster.run.TaskPhase;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A run driven by hand: what happened goes in, what is to be done comes out. */
class RunProgressTest {

  private final Bench bench = new Bench();

  @Test
  void taskStartsAsSoonAsItsInputsExist() {
    bench.start(call("a"), call("b", "a"), call("c", "a"), call("d", "b", "c"));
    assertThat(bench.launched()).containsExactly("a");
    bench.succeed("a");
    assertThat(bench.launched()).containsExactly("b", "c");
    bench.succeed("c");
    assertThat(bench.launched()).isEmpty();
    bench.succeed("b");
    assertThat(bench.launched()).containsExactly("d");
    bench.succeed("d");
    assertThat(bench.phase()).isEqualTo(RunPhase.SUCCEEDED);
    assertThat(bench.finished()).isPresent();
  }

  @Test
  void noMoreRunsThanTheNodeHasRoomFor() {
    bench.start(call("a"), call("b"), call("c"), call("d"), call("e"));
    assertThat(bench.launched()).containsExactly("a", "b");
    bench.succeed("b");
    assertThat(bench.launched()).containsExactly("c");
  }

  @Test
  void failureStopsWhatDependsOnItAndNothingElse() {
    bench.start(call("a"), call("b"), call("c", "a"), call("d", "b"));
    bench.fail("a", Outcome.ERROR);
    assertThat(bench.taskPhase("c")).isEqualTo(TaskPhase.CANCELLED);
    assertThat(bench.message("c")).isEqualTo("Not run: a failed.");
    assertThat(bench.phase()).isEqualTo(RunPhase.RUNNING);
    bench.succeed("b");
    bench.succeed("d");
    assertThat(bench.phase()).isEqualTo(RunPhase.FAILED);
    assertThat(bench.run().message()).isEqualTo("Task a failed: It broke.");
  }

  @Test
  void retryWaitsAndGrowsItsRequest() {
    RetryRule rule =
        new RetryRule(
            Outcome.OOM,
            1,
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            List.of(new RetryRule.Edit("memory", 2)));
    bench.start(call("a", policy(rule)));
    bench.fail("a", Outcome.OOM);
    assertThat(bench.taskPhase("a")).isEqualTo(TaskPhase.BACKING_OFF);
    assertThat(bench.launched()).isEmpty();
    bench.pass(Duration.ofSeconds(5));
    assertThat(bench.launched()).containsExactly("a");
    assertThat(bench.lastLaunch().attempt().number()).isEqualTo(2);
    assertThat(bench.lastLaunch().attempt().memoryBytes()).isEqualTo(2L << 30);
    bench.fail("a", Outcome.OOM);
    assertThat(bench.phase()).isEqualTo(RunPhase.FAILED);
  }

  @Test
  void fencesGrowAndAStaleEndIsIgnored() {
    bench.start(call("a", policy(lostTwice())));
    long first = bench.lastLaunch().attempt().fence();
    bench.fail("a", Outcome.LOST);
    bench.pass(Duration.ofSeconds(5));
    assertThat(bench.lastLaunch().attempt().fence()).isGreaterThan(first);
    bench.input(new Input.Succeeded(new TaskId("a"), 1, first, Value.ABSENT, List.of(), 0));
    bench.input(new Input.Succeeded(new TaskId("a"), 2, first, Value.ABSENT, List.of(), 0));
    assertThat(bench.taskPhase("a")).isEqualTo(TaskPhase.RUNNING);
    bench.succeed("a");
    assertThat(bench.phase()).isEqualTo(RunPhase.SUCCEEDED);
  }

  @Test
  void closedGateSkipsTheRunWithItsMessage() {
    bench.start(
        call("report"), gate(TaskSpec.Otherwise.SKIP), call("register", "report", "require-1"));
    bench.succeed("report", new Value.Fields(Map.of("auc", new Value.Real(0.61))));
    assertThat(bench.phase()).isEqualTo(RunPhase.SKIPPED);
    assertThat(bench.run().message()).isEqualTo("AUC 0.61 is too low");
    assertThat(bench.taskPhase("register")).isEqualTo(TaskPhase.SKIPPED);
    assertThat(bench.launched()).isEmpty();
  }

  @Test
  void closedGateFailsTheRunWhereItIsAskedTo() {
    bench.start(call("report"), gate(TaskSpec.Otherwise.FAIL));
    bench.succeed("report", new Value.Fields(Map.of("auc", new Value.Real(0.61))));
    assertThat(bench.phase()).isEqualTo(RunPhase.FAILED);
    assertThat(bench.run().message()).isEqualTo("AUC 0.61 is too low");
  }

  @Test
  void openGateLetsThrough() {
    bench.start(call("report"), gate(TaskSpec.Otherwise.SKIP), call("register", "require-1"));
    bench.succeed("report", new Value.Fields(Map.of("auc", new Value.Real(0.9))));
    assertThat(bench.launched()).containsExactly("register");
  }

  @Test
  void gateThatReadsWhatIsNotThereFails() {
    bench.start(call("report"), gate(TaskSpec.Otherwise.SKIP));
    bench.succeed("report", new Value.Fields(Map.of("accuracy", new Value.Real(0.9))));
    assertThat(bench.phase()).isEqualTo(RunPhase.FAILED);
    assertThat(bench.run().message()).isEqualTo("There is no `auc` here; there is accuracy.");
  }

  @Test
  void cancelEndsWhatRunsAndStartsNothing() {
    bench.start(call("a"), call("b"), call("c", "a"));
    bench.input(new Input.Cancel(false));
    assertThat(bench.killed()).containsExactly("a", "b");
    assertThat(bench.phase()).isEqualTo(RunPhase.CANCELLING);
    bench.fail("a", Outcome.CANCELLED);
    assertThat(bench.phase()).isEqualTo(RunPhase.CANCELLING);
    bench.succeed("b");
    assertThat(bench.phase()).isEqualTo(RunPhase.CANCELLED);
    assertThat(bench.taskPhase("a")).isEqualTo(TaskPhase.CANCELLED);
    assertThat(bench.taskPhase("b")).isEqualTo(TaskPhase.SUCCEEDED);
    bench.input(new Input.Cancel(false));
    assertThat(bench.phase()).isEqualTo(RunPhase.CANCELLED);
  }

  @Test
  void resumeRunsNothingTwiceThatSucceeded() {
    bench.start(call("a"), call("b", "a"), call("c", "b"));
    bench.succeed("a");
    bench.fail("b", Outcome.ERROR);
    assertThat(bench.phase()).isEqualTo(RunPhase.FAILED);
    bench.resume();
    assertThat(bench.launched()).containsExactly("b");
    assertThat(bench.lastLaunch().attempt().number()).isEqualTo(2);
    bench.succeed("b");
    bench.succeed("c");
    assertThat(bench.phase()).isEqualTo(RunPhase.SUCCEEDED);
  }

  @Test
  void orphanIsQueuedAgainAtNoCost() {
    bench.start(call("a"));
    for (int attempt = 1; attempt <= 5; attempt++) {
      bench.input(new Input.Orphaned(new TaskId("a"), attempt));
      assertThat(bench.launched()).containsExactly("a");
    }
    assertThat(bench.lastLaunch().attempt().number()).isEqualTo(6);
  }

  @Test
  void requestThatNoNodeCanMeetEndsWhatDependsOnItToo() {
    Policy huge =
        new Policy(
            List.of(ResourceRequest.cpus(64, 64, 1)),
            List.of(),
            Optional.empty(),
            Optional.empty());
    bench.start(call("a", huge), call("b", "a"));
    assertThat(bench.phase()).isEqualTo(RunPhase.FAILED);
    assertThat(bench.run().message())
        .isEqualTo("Task a failed: No node can ever run it: here has 2 CPUs and 64 are asked for.");
    assertThat(bench.taskPhase("b")).isEqualTo(TaskPhase.CANCELLED);
  }

  @Test
  void deadlineBoundsTheAttemptAndThenRefuses() {
    Policy policy =
        new Policy(
            List.of(ResourceRequest.DEFAULT),
            List.of(lostTwice()),
            Optional.of(Duration.ofHours(1)),
            Optional.of(Duration.ofMinutes(1)));
    bench.start(call("a", policy));
    assertThat(bench.lastLaunch().timeout()).contains(Duration.ofMinutes(1));
    bench.pass(Duration.ofSeconds(58));
    bench.fail("a", Outcome.LOST);
    bench.pass(Duration.ofSeconds(5));
    assertThat(bench.run().message())
        .isEqualTo("Task a failed: Its deadline had passed before it could start.");
  }

  @Test
  void searchTriesChoosesAndKeepsToItsLimit() {
    bench.start(tune(Optional.empty()));
    assertThat(bench.launched()).containsExactly("best.trial-1");
    bench.succeed("best.trial-1", trial(0.7));
    assertThat(bench.launched()).containsExactly("best.trial-2");
    bench.succeed("best.trial-2", trial(0.9));
    bench.succeed("best.trial-3", trial(0.8));
    assertThat(bench.phase()).isEqualTo(RunPhase.SUCCEEDED);
    Value.Fields best = (Value.Fields) bench.progress().output(new TaskId("best"));
    assertThat(best.fields().get("metric")).isEqualTo(new Value.Real(0.9));
    assertThat(best.fields().get("params"))
        .isEqualTo(new Value.Fields(Map.of("depth", new Value.Int(4))));
    Value.Artifact model = (Value.Artifact) best.fields().get("model");
    assertThat(((Value.Items) model.properties().get("search")).items()).hasSize(3);
  }

  @Test
  void foldsAreAveragedAndTheWinnerIsTrainedAgain() {
    bench.start(tune(Optional.of(2L)));
    double[][] metrics = {{0.9, 0.5}, {0.8, 0.8}, {0.6, 0.9}};
    for (int trial = 1; trial <= 3; trial++) {
      for (int fold = 1; fold <= 2; fold++) {
        String task = "best.trial-" + trial + ".fold-" + fold;
        assertThat(bench.lastLaunch().attempt().task()).isEqualTo(new TaskId(task));
        assertThat(bench.lastLaunch().arguments())
            .containsEntry("fold", new Value.Int(fold - 1))
            .containsEntry("folds", new Value.Int(2));
        bench.succeed(task, trial(metrics[trial - 1][fold - 1]));
      }
    }
    assertThat(bench.launched()).containsExactly("best.refit");
    assertThat(bench.lastLaunch().arguments())
        .containsEntry("depth", new Value.Int(4))
        .doesNotContainKey("fold");
    bench.succeed("best.refit", new Value.Artifact("Model", "cd".repeat(32), Map.of()));
    assertThat(bench.phase()).isEqualTo(RunPhase.SUCCEEDED);
    Value.Fields best = (Value.Fields) bench.progress().output(new TaskId("best"));
    assertThat(((Value.Artifact) best.fields().get("model")).digest()).startsWith("cdcd");
  }

  @Test
  void searchWithoutAMetricSaysSo() {
    bench.start(tune(Optional.empty()));
    for (int trial = 1; trial <= 3; trial++) {
      bench.succeed("best.trial-" + trial, new Value.Fields(Map.of()));
    }
    assertThat(bench.run().message())
        .isEqualTo("Task best failed: No trial reported `validation.auc` as a number.");
  }

  private static Value trial(double auc) {
    Value validation = new Value.Fields(Map.of("auc", new Value.Real(auc)));
    return new Value.Artifact("Model", "ab".repeat(32), Map.of("validation", validation));
  }

  private static TaskSpec tune(Optional<Long> folds) {
    Map<String, Expression> space = new LinkedHashMap<>();
    space.put("depth", new Expression.Items(List.of(literal(3), literal(4), literal(5))));
    return new TaskSpec.Tune(
        new TaskId("best"),
        1,
        Set.of(),
        (TaskSpec.Operator) call("best"),
        new Literal(Value.text("grid")),
        space,
        "validation.auc",
        true,
        Optional.of(literal(1)),
        folds.map(RunProgressTest::literal));
  }

  private static Expression literal(long value) {
    return new Literal(new Value.Int(value));
  }

  private static RetryRule lostTwice() {
    return new RetryRule(Outcome.LOST, 2, Duration.ofSeconds(5), Duration.ofSeconds(5), List.of());
  }

  private static Policy policy(RetryRule rule) {
    return new Policy(
        List.of(ResourceRequest.DEFAULT), List.of(rule), Optional.empty(), Optional.empty());
  }

  private static TaskSpec gate(TaskSpec.Otherwise otherwise) {
    Expression auc = new Field(new Output(new TaskId("report")), "auc");
    return new TaskSpec.Gate(
        new TaskId("require-1"),
        2,
        Set.of(),
        new Binary(BinaryOperator.GREATER_OR_EQUAL, auc, new Literal(new Value.Real(0.8))),
        otherwise,
        new Interpolation(
            List.of(new Literal(Value.text("AUC ")), auc, new Literal(Value.text(" is too low")))));
  }

  private static TaskSpec call(String id, String... after) {
    return call(id, Policy.DEFAULT, after);
  }

  private static TaskSpec call(String id, Policy policy, String... after) {
    Set<TaskId> dependencies = new java.util.LinkedHashSet<>();
    for (String name : after) {
      dependencies.add(new TaskId(name));
    }
    return new TaskSpec.Operator(
        new TaskId(id),
        1,
        dependencies,
        "op",
        Map.of(),
        List.of(),
        policy,
        TaskSpec.Isolation.SHARED);
  }
}
