package io.trainmaster.runtime;

import static io.trainmaster.runtime.Workflows.call;
import static io.trainmaster.runtime.Workflows.register;
import static io.trainmaster.runtime.Workflows.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.model.Outcome;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.run.Failure;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.store.StateLocation;
import io.trainmaster.track.ModelVersion;
import io.trainmaster.track.Retention;
import io.trainmaster.track.RunRecord;
import io.trainmaster.track.RunSummary;
import io.trainmaster.track.StoreException;
import io.trainmaster.track.TaskRecord;
import io.trainmaster.worker.AttemptResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EngineTest {

  @TempDir Path directory;

  final ScriptedWorker worker = new ScriptedWorker();

  @Test
  void runPublishesRecordsAndRegisters() throws Exception {
    worker.on("write", ScriptedWorker.writes("weights"));
    try (Engine engine = open()) {
      RunHandle handle =
          engine.start(
              version(call("train", "write"), register("train")), Map.of(), RunListener.none());
      RunSummary run = handle.await();
      assertThat(run.phase()).isEqualTo(RunPhase.SUCCEEDED);
      assertThat(run.id()).isEqualTo(new RunId("test-1"));

      RunRecord record = engine.runs().run(run.id()).orElseThrow();
      assertThat(record.tasks()).extracting(TaskRecord::phase).containsOnly(TaskPhase.SUCCEEDED);
      assertThat(record.metrics().get(new TaskId("train"))).hasSize(1);
      assertThat(record.environment()).containsKeys("trainmaster", "java", "node");
      String digest = record.artifacts().get(0).artifact().digest();
      assertThat(Files.readString(engine.artifacts().locate(digest))).isEqualTo("weights");

      ModelVersion model = engine.runs().models(Optional.of("churn")).get(0);
      assertThat(model.label()).isEqualTo("churn v1");
      assertThat(model.aliases()).containsExactly("candidate");
      assertThat(record.tasks().get(record.tasks().size() - 1).output())
          .hasValueSatisfying(
              value ->
                  assertThat(((Value.Artifact) value).properties())
                      .containsEntry("version", new Value.Int(1)));
    }
  }

  @Test
  void failedRunIsResumedWithoutRunningAnythingTwice() throws Exception {
    AtomicBoolean broken = new AtomicBoolean(true);
    worker.on("write", ScriptedWorker.writes("data"));
    worker.on(
        "train",
        (request, listener) ->
            broken.get()
                ? new AttemptResult.Failed(Failure.of(Outcome.ERROR, "No luck."), 0)
                : new AttemptResult.Succeeded(Map.of(), 0));
    RunId id;
    try (Engine engine = open()) {
      RunSummary run = run(engine, call("a", "write"), call("b", "train", "a"));
      id = run.id();
      assertThat(run.phase()).isEqualTo(RunPhase.FAILED);
      assertThat(run.message()).isEqualTo("Task b failed: No luck.");
    }
    broken.set(false);
    try (Engine engine = open()) {
      assertThat(engine.resume(id, RunListener.none()).await().phase())
          .isEqualTo(RunPhase.SUCCEEDED);
      assertThatThrownBy(() -> engine.resume(id, RunListener.none()))
          .isInstanceOf(EngineException.class)
          .hasMessage("Run test-1 has succeeded: there is nothing left to do.");
    }
    assertThat(worker.begun).containsExactly("a/1", "b/1", "b/2");
  }

  @Test
  void thatARunIsAskedToStopIsRecordedWhenThatIsAnswered() throws Exception {
    worker.on("train", worker.hangs());
    try (Engine engine = open()) {
      RunHandle live = training(engine);

      engine.cancel(live.id());

      assertThat(engine.runs().run(live.id()).orElseThrow().summary().phase())
          .isIn(RunPhase.CANCELLING, RunPhase.CANCELLED);
      live.await();
    }
  }

  @Test
  void thatARunGoesOnIsRecordedWhenThatIsAnswered() throws Exception {
    worker.on("train", worker.hangs());
    try (Engine engine = open()) {
      RunHandle first = training(engine);
      first.cancel();
      first.await();

      RunHandle resumed = engine.resume(first.id(), RunListener.none());

      assertThat(recorded(engine, first.id()).phase()).isEqualTo(RunPhase.RUNNING);
      resumed.cancel();
      resumed.await();

      WorkflowVersion other = version(call("a", "train"), call("b", "train"));
      RunHandle revised = engine.resume(first.id(), new Edit(other, Map.of()), RunListener.none());

      assertThat(recorded(engine, first.id()).phase()).isEqualTo(RunPhase.RUNNING);
      assertThat(recorded(engine, first.id()).versionHash()).isEqualTo(other.hash());
      revised.cancel();
      revised.await();
    }
  }

  private static RunSummary recorded(Engine engine, RunId run) {
    return engine.runs().run(run).orElseThrow().summary();
  }

  @Test
  void runsThatAreKeptNoLongerAreGoneWithTheirFiles() throws Exception {
    worker.on("write", ScriptedWorker.writes("data"));
    worker.on("train", worker.hangs());
    try (Engine engine = open()) {
      RunSummary over = run(engine, call("a", "write"));
      Path files = engine.folder().runDirectory(over.id());
      assertThat(files).exists();
      RunHandle live = training(engine);
      Retention rule = new Retention(Duration.ZERO, 0);

      assertThat(engine.forget(rule, true).runs()).containsExactly(over.id());
      assertThat(files).exists();
      assertThat(engine.forget(rule, false).runs()).containsExactly(over.id());
      assertThat(engine.runs().run(over.id())).isEmpty();
      assertThat(files).doesNotExist();
      assertThat(engine.runs().run(live.id())).isPresent();
      live.cancel();
      live.await();
    }
  }

  /** A run whose task has begun. */
  private static RunHandle training(Engine engine) throws InterruptedException {
    CountDownLatch training = new CountDownLatch(1);
    RunHandle run =
        engine.start(
            version(call("a", "train")), Map.of(), new Watching("a", TaskPhase.RUNNING, training));
    training.await();
    return run;
  }

  @Test
  void runThatIsUnderWayIsNotResumedOnceMore() throws Exception {
    worker.on("train", worker.hangs());
    try (Engine engine = open()) {
      RunHandle first = training(engine);
      assertThatThrownBy(() -> engine.resume(first.id(), RunListener.none()))
          .isInstanceOf(EngineException.class)
          .hasMessage("Run test-1 is under way already: `trainmaster watch test-1` follows it.");
      first.cancel();
      assertThat(first.await().phase()).isEqualTo(RunPhase.CANCELLED);
    }
    assertThat(worker.begun).containsExactly("a/1");
  }

  @Test
  void runsThatAreNotOverHearThatTheEngineWasClosed() throws Exception {
    worker.on("train", worker.hangs());
    CountDownLatch training = new CountDownLatch(1);
    RunHandle handle;
    try (Engine engine = open()) {
      handle =
          engine.start(
              version(call("a", "train")),
              Map.of(),
              new Watching("a", TaskPhase.RUNNING, training));
      training.await();
    }
    assertThatThrownBy(handle::await)
        .isInstanceOf(EngineException.class)
        .hasMessage("The engine was closed before the run was over.");
  }

  @Test
  void engineThatEndedInTheMiddleIsTakenUp() throws Exception {
    worker.on("write", ScriptedWorker.writes("data")).on("train", worker.hangs());
    RunId id;
    try (Engine engine = open()) {
      CountDownLatch training = new CountDownLatch(1);
      RunHandle handle =
          engine.start(
              version(call("a", "write"), call("b", "train", "a")),
              Map.of(),
              new Watching("b", TaskPhase.RUNNING, training));
      id = handle.id();
      training.await();
    }
    worker.on("train", ScriptedWorker.nothing());
    try (Engine engine = open()) {
      assertThat(engine.runs().run(id).orElseThrow().summary().phase()).isEqualTo(RunPhase.RUNNING);
      assertThat(engine.resume(id, RunListener.none()).await().phase())
          .isEqualTo(RunPhase.SUCCEEDED);
      TaskRecord task = engine.runs().run(id).orElseThrow().tasks().get(1);
      assertThat(task.attempts()).hasSize(2);
      assertThat(task.attempts().get(0).failure().orElseThrow().outcome()).isEqualTo(Outcome.LOST);
    }
    assertThat(worker.begun).containsExactly("a/1", "b/1", "b/2");
  }

  @Test
  void anEndedRunLeavesNothingStaged() throws Exception {
    worker.on("write", ScriptedWorker.writes("data"));
    worker.on(
        "train",
        (request, listener) -> {
          Path staging = Files.createDirectories(request.directory().resolve("staging/out"));
          Files.writeString(staging.resolve("half"), "of a model");
          Files.createDirectories(request.directory().resolve("scratch"));
          return new AttemptResult.Failed(Failure.of(Outcome.ERROR, "No luck."), 0);
        });
    try (Engine engine = open()) {
      run(engine, call("a", "write"), call("b", "train", "a"));
    }
    assertThat(staged()).isEmpty();
  }

  @Test
  void aServerDeletesWhatAnEngineThatDiedLeftStaged() throws Exception {
    worker.on("write", ScriptedWorker.writes("data"));
    try (Engine engine = open()) {
      run(engine, call("a", "write"));
    }
    Path attempt = directory.resolve("state/runs/test-1/a/1");
    Files.createDirectories(attempt.resolve("staging/out"));
    try (Engine engine = open()) {
      engine.takeOver();
      while (Files.exists(attempt.resolve("staging"))) {
        Thread.onSpinWait();
      }
    }
    assertThat(attempt).isEmptyDirectory();
  }

  private List<Path> staged() throws Exception {
    try (var tree = Files.walk(directory.resolve("state/runs"))) {
      return tree.filter(
              path -> List.of("staging", "scratch").contains(String.valueOf(path.getFileName())))
          .toList();
    }
  }

  @Test
  void cancelEndsTheRun() throws Exception {
    worker.on("train", worker.hangs());
    try (Engine engine = open()) {
      CountDownLatch training = new CountDownLatch(1);
      RunHandle handle =
          engine.start(
              version(call("a", "train"), call("b", "train", "a")),
              Map.of(),
              new Watching("a", TaskPhase.RUNNING, training));
      training.await();
      handle.cancel();
      assertThat(handle.await().phase()).isEqualTo(RunPhase.CANCELLED);
    }
  }

  @Test
  void secondEngineOnOneFolderIsRefused() {
    try (Engine engine = open()) {
      assertThat(engine.runs().runs(Optional.empty(), 1)).isEmpty();
      assertThatThrownBy(this::open)
          .isInstanceOf(StoreException.class)
          .extracting(e -> ((StoreException) e).reason())
          .isEqualTo(StoreException.Reason.LOCKED);
    }
  }

  @Test
  void planThatCanNotBeMadeLeavesNoRun() {
    WorkflowGraph.Parameter data =
        new WorkflowGraph.Parameter("data", "Path", "", Optional.empty());
    WorkflowGraph graph = new WorkflowGraph("test", "", List.of(data), List.of(), Optional.empty());
    try (Engine engine = open()) {
      assertThatThrownBy(
              () ->
                  engine.start(
                      WorkflowVersion.of(graph, "", "t.train"), Map.of(), RunListener.none()))
          .isInstanceOf(EngineException.class)
          .hasMessage("Parameter `data` (Path) has no default: give it a value.");
      assertThat(engine.runs().runs(Optional.empty(), 10)).isEmpty();
    }
  }

  @Test
  void defectOfTheWorkerEndsTheRunAndSaysSo() {
    worker.on(
        "train",
        (request, listener) -> {
          throw new IllegalStateException("a planted defect");
        });
    try (Engine engine = open()) {
      RunHandle handle = engine.start(version(call("a", "train")), Map.of(), RunListener.none());
      assertThatThrownBy(handle::await)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("a planted defect");
    }
  }

  /** Counts down when a task has come to a phase. */
  private record Watching(String task, TaskPhase phase, CountDownLatch latch)
      implements RunListener {
    @Override
    public void planned(RunId run, List<TaskId> tasks) {}

    @Override
    public void taskChanged(
        TaskId id, TaskPhase now, int attempt, String message, Optional<Value> output) {
      if (id.value().equals(task) && now == phase) {
        latch.countDown();
      }
    }

    @Override
    public void progress(TaskId id, double fraction, String message) {}

    @Override
    public void metric(TaskId id, io.trainmaster.track.Metric metric) {}

    @Override
    public void ended(RunSummary run) {}
  }

  /** Where state is, which is the same for all engines of a test. */
  StateLocation state() {
    return StateLocation.of(directory.resolve("state"));
  }

  final Engine open() {
    return Engine.open(
        Workflows.settings(state(), directory),
        folder -> worker,
        wake -> Alarm.none(),
        Clock.systemUTC());
  }

  private RunSummary run(Engine engine, TaskSpec... tasks) throws InterruptedException {
    return engine.start(version(tasks), Map.of(), RunListener.none()).await();
  }
}
