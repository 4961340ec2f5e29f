package io.trainmaster.runtime;

import static io.trainmaster.runtime.Workflows.call;
import static io.trainmaster.runtime.Workflows.named;
import static io.trainmaster.runtime.Workflows.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.model.Expression;
import io.trainmaster.model.Outcome;
import io.trainmaster.model.Policy;
import io.trainmaster.model.RetryRule;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.run.Failure;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.track.AttemptRecord;
import io.trainmaster.track.Caller;
import io.trainmaster.track.RunOptions;
import io.trainmaster.track.RunSummary;
import io.trainmaster.track.TaskRecord;
import io.trainmaster.worker.AttemptResult;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A task makes a run of another workflow, and ends as that one does. */
@Timeout(60)
class CalledRunsTest {

  private static final RunId PARENT = new RunId("test-1");
  private static final RunId CHILD = new RunId("inner-1");

  @TempDir Path directory;

  private final ScriptedWorker worker = new ScriptedWorker();

  private Engine open() {
    return Engine.open(
        Workflows.settings(directory), folder -> worker, wake -> Alarm.none(), Clock.systemUTC());
  }

  private static RunHandle start(Engine engine, WorkflowVersion version) {
    return engine.start(version, Map.of(), RunListener.none());
  }

  /** A workflow whose task `c` calls another one and whose task `b` reads what it gives. */
  private static WorkflowVersion calling(WorkflowVersion callee, Policy policy) {
    TaskSpec child =
        new TaskSpec.Child(
            new TaskId("c"), 1, Set.of(), "inner", Optional.of(callee.hash()), Map.of(), policy);
    return version(child, call("b", "use", "c")).calling(List.of(callee));
  }

  private static WorkflowVersion calling(WorkflowVersion callee) {
    return calling(callee, Policy.DEFAULT);
  }

  private static WorkflowVersion inner(TaskSpec... tasks) {
    return named("inner", version(tasks));
  }

  private static AttemptResult failing(String why) {
    return new AttemptResult.Failed(Failure.of(Outcome.ERROR, why), 0);
  }

  private static TaskRecord task(Engine engine, RunId run, String id) {
    return engine.runs().run(run).orElseThrow().tasks().stream()
        .filter(task -> task.id().equals(new TaskId(id)))
        .findFirst()
        .orElseThrow();
  }

  private static RunPhase phase(Engine engine, RunId run) {
    return engine.runs().run(run).orElseThrow().summary().phase();
  }

  @Test
  void whatTheRunGivesIsWhatTheTaskGives() throws Exception {
    worker.on("make", ScriptedWorker.writes("made")).on("use", ScriptedWorker.nothing());
    try (Engine engine = open()) {
      RunHandle run = start(engine, calling(inner(call("a", "make"))));

      assertThat(run.await().phase()).isEqualTo(RunPhase.SUCCEEDED);
      RunSummary made = engine.runs().madeBy(PARENT).get(0);
      assertThat(made.id()).isEqualTo(CHILD);
      assertThat(made.phase()).isEqualTo(RunPhase.SUCCEEDED);
      assertThat(made.caller()).contains(new Caller(PARENT, new TaskId("c"), 1));
      assertThat(task(engine, PARENT, "c").output())
          .isEqualTo(task(engine, CHILD, "a").output())
          .isNotEmpty();
      assertThat(worker.begun).containsExactly("a/1", "b/1");
    }
  }

  @Test
  void oneRunAtOnceIsNoReasonToWaitForEver() throws Exception {
    worker.on("make", ScriptedWorker.nothing()).on("use", ScriptedWorker.nothing());
    try (Engine engine = open()) {
      List<RunHandle> all = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        all.add(start(engine, calling(inner(call("a", "make")))));
      }
      for (RunHandle run : all) {
        assertThat(run.await().phase()).isEqualTo(RunPhase.SUCCEEDED);
      }
      assertThat(engine.runs().runs(Optional.of("inner"), 10)).hasSize(5);
    }
  }

  @Test
  void aRunThatFailsFailsTheTaskWhichMayTryAgainWithAnotherOne() throws Exception {
    worker
        .on(
            "make",
            (request, listener) ->
                request.run().equals(CHILD)
                    ? failing("no luck")
                    : new AttemptResult.Succeeded(Map.of(), 0))
        .on("use", ScriptedWorker.nothing());
    RetryRule again =
        new RetryRule(Outcome.ERROR, 1, Duration.ofMillis(1), Duration.ofMillis(1), List.of());
    Policy twice =
        new Policy(Policy.DEFAULT.resources(), List.of(again), Optional.empty(), Optional.empty());
    try (Engine engine = open()) {
      RunHandle run = start(engine, calling(inner(call("a", "make")), twice));

      assertThat(run.await().phase()).isEqualTo(RunPhase.SUCCEEDED);
      assertThat(task(engine, PARENT, "c").attempts())
          .extracting(attempt -> attempt.failure().map(Failure::message).orElse(""))
          .containsExactly("Run inner-1 failed: Task a failed: no luck", "");
      assertThat(engine.runs().madeBy(PARENT))
          .extracting(RunSummary::phase)
          .containsExactly(RunPhase.FAILED, RunPhase.SUCCEEDED);
    }
  }

  @Test
  void aRunThatIsSkippedGivesNothingAndTheTaskSaysWhy() throws Exception {
    worker.on("use", ScriptedWorker.nothing());
    TaskSpec gate =
        new TaskSpec.Gate(
            new TaskId("g"),
            1,
            Set.of(),
            new Expression.Literal(new Value.Bool(false)),
            TaskSpec.Otherwise.SKIP,
            new Expression.Literal(Value.text("too weak")));
    try (Engine engine = open()) {
      RunHandle run = start(engine, calling(inner(gate)));

      assertThat(run.await().phase()).isEqualTo(RunPhase.SUCCEEDED);
      assertThat(task(engine, PARENT, "c").output()).contains(Value.ABSENT);
      assertThat(task(engine, PARENT, "c").message())
          .isEqualTo("Run inner-1 was skipped: too weak");
    }
  }

  @Test
  void whoStopsARunStopsThoseThatItMade() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    worker.on("make", hanging(begun));
    try (Engine engine = open()) {
      RunHandle run = start(engine, calling(inner(call("a", "make"))));
      begun.await();

      run.cancel();

      assertThat(run.await().phase()).isEqualTo(RunPhase.CANCELLED);
      assertThat(phase(engine, CHILD)).isEqualTo(RunPhase.CANCELLED);
    }
  }

  @Test
  void whoStopsTheRunThatATaskMadeFailsTheTask() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    worker.on("make", hanging(begun));
    try (Engine engine = open()) {
      RunHandle run = start(engine, calling(inner(call("a", "make"))));
      begun.await();

      engine.cancel(CHILD);

      RunSummary ended = run.await();
      assertThat(ended.phase()).isEqualTo(RunPhase.FAILED);
      assertThat(ended.message()).isEqualTo("Task c failed: Run inner-1 was stopped.");
    }
  }

  @Test
  void aRunThatTakesTooLongIsStopped() throws Exception {
    worker.on("make", worker.hangs());
    Policy hasty =
        new Policy(
            Policy.DEFAULT.resources(),
            List.of(),
            Optional.of(Duration.ofMillis(20)),
            Optional.empty());
    try (Engine engine = open()) {
      RunHandle run = start(engine, calling(inner(call("a", "make")), hasty));

      assertThat(run.await().message())
          .isEqualTo("Task c failed: Run inner-1 took longer than it may.");
      assertThat(phase(engine, CHILD)).isEqualTo(RunPhase.CANCELLED);
      assertThat(task(engine, PARENT, "c").attempts().get(0).failure().orElseThrow().outcome())
          .isEqualTo(Outcome.TIMEOUT);
    }
  }

  @Test
  void afterARestartTheSameRunGoesOn() throws Exception {
    leaveBehind();
    worker.on("make", ScriptedWorker.nothing());
    try (Engine engine = open()) {
      RunHandle run = engine.resume(PARENT, RunListener.none());

      assertThat(run.await().phase()).isEqualTo(RunPhase.SUCCEEDED);
      assertThat(engine.runs().madeBy(PARENT)).hasSize(1);
      assertThat(task(engine, PARENT, "c").attempts()).hasSize(1);
      assertThat(worker.begun).containsExactly("a/1", "a/2", "b/1");
    }
  }

  @Test
  void aServerTakesBothUp() throws Exception {
    leaveBehind();
    worker.on("make", ScriptedWorker.nothing());
    try (Engine engine = open()) {
      engine.takeOver();
      Optional<RunHandle> run = engine.watch(PARENT, RunListener.none());
      if (run.isPresent()) {
        assertThat(run.get().await().phase()).isEqualTo(RunPhase.SUCCEEDED);
      }
      assertThat(phase(engine, PARENT)).isEqualTo(RunPhase.SUCCEEDED);
      assertThat(engine.runs().madeBy(PARENT)).hasSize(1);
    }
  }

  /** The run that the task made was gone on with by itself while nobody had its caller. */
  @Test
  void aRunThatHasEndedMeanwhileIsFound() throws Exception {
    leaveBehind();
    worker.on("make", ScriptedWorker.writes("made"));
    try (Engine engine = open()) {
      assertThat(engine.resume(CHILD, RunListener.none()).await().phase())
          .isEqualTo(RunPhase.SUCCEEDED);
    }
    try (Engine engine = open()) {
      RunHandle run = engine.resume(PARENT, RunListener.none());

      assertThat(run.await().phase()).isEqualTo(RunPhase.SUCCEEDED);
      assertThat(task(engine, PARENT, "c").output())
          .isEqualTo(task(engine, CHILD, "a").output())
          .isNotEmpty();
      assertThat(task(engine, PARENT, "c").attempts()).hasSize(1);
    }
  }

  @Test
  void aRunThatFailedMakesAnotherOneWhenItGoesOn() throws Exception {
    worker.on("make", (request, listener) -> failing("no luck"));
    worker.on("use", ScriptedWorker.nothing());
    try (Engine engine = open()) {
      RunHandle run = start(engine, calling(inner(call("a", "make"))));
      assertThat(run.await().phase()).isEqualTo(RunPhase.FAILED);
      worker.on("make", ScriptedWorker.nothing());

      RunHandle again = engine.resume(PARENT, RunListener.none());

      assertThat(again.await().phase()).isEqualTo(RunPhase.SUCCEEDED);
      assertThat(engine.runs().madeBy(PARENT))
          .extracting(made -> made.id().value())
          .containsExactly("inner-1", "inner-2");
    }
  }

  @Test
  void aRunThatIsReproducedReproducesThoseThatItMade() throws Exception {
    worker.on("make", ScriptedWorker.writes("made")).on("use", ScriptedWorker.nothing());
    WorkflowVersion version = calling(inner(call("a", "make")));
    try (Engine engine = open()) {
      assertThat(start(engine, version).await().phase()).isEqualTo(RunPhase.SUCCEEDED);

      RunOptions options = RunOptions.DEFAULT.withPriority(7).reproducing(PARENT);
      RunHandle again = engine.start(version, Map.of(), options, RunListener.none());

      assertThat(again.await().phase()).isEqualTo(RunPhase.SUCCEEDED);
      RunSummary made = engine.runs().madeBy(again.id()).get(0);
      assertThat(made.options()).isEqualTo(RunOptions.DEFAULT.withPriority(7).reproducing(CHILD));
    }
  }

  @Test
  void aWorkflowThatCannotBePlannedFailsTheTaskAlone() throws Exception {
    WorkflowGraph asks =
        new WorkflowGraph(
            "inner",
            "",
            List.of(new WorkflowGraph.Parameter("depth", "Int", "", Optional.empty())),
            List.of(call("a", "make")),
            Optional.empty());
    try (Engine engine = open()) {
      RunHandle run = start(engine, calling(WorkflowVersion.of(asks, "", "inner.train")));

      RunSummary ended = run.await();
      assertThat(ended.phase()).isEqualTo(RunPhase.FAILED);
      assertThat(ended.message()).contains("Parameter `depth` (Int) has no default");
      assertThat(engine.runs().madeBy(PARENT)).isEmpty();
      assertThat(task(engine, PARENT, "c").attempts())
          .extracting(AttemptRecord::failure)
          .isNotEmpty();
    }
  }

  /** An engine ends while the run that a task made is under way. */
  private void leaveBehind() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    worker.on("make", hanging(begun)).on("use", ScriptedWorker.nothing());
    try (Engine engine = open()) {
      start(engine, calling(inner(call("a", "make"))));
      begun.await();
    }
  }

  private ScriptedWorker.Body hanging(CountDownLatch begun) {
    ScriptedWorker.Body hangs = worker.hangs();
    return (request, listener) -> {
      AttemptResult none = hangs.run(request, listener);
      begun.countDown();
      return none;
    };
  }
}
