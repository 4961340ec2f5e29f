package io.trainmaster.runtime;

import static io.trainmaster.runtime.Workflows.call;
import static io.trainmaster.runtime.Workflows.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.model.Expression;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.plan.PlanBounds;
import io.trainmaster.run.RunPhase;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.track.RunSummary;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An engine takes up what another left behind. */
@Timeout(60)
class TakeOverTest {

  @TempDir Path directory;

  private final ScriptedWorker worker = new ScriptedWorker();

  private Engine open(EngineSettings settings) {
    return Engine.open(settings, folder -> worker, wake -> Alarm.none(), Clock.systemUTC());
  }

  private EngineSettings settings() {
    return Workflows.settings(directory);
  }

  /**
   * What ended in one run makes room for another, whose task begins before it is looked what that
   * run had under way.
   */
  @Test
  void whatBeginsWhileRunsAreTakenUpIsNotTakenForLost() throws Exception {
    CountDownLatch begun = new CountDownLatch(2);
    worker.on(
        "stays",
        (request, listener) -> {
          begun.countDown();
          return null;
        });
    worker.on("train", worker.hangs());
    CountDownLatch queued = new CountDownLatch(1);
    try (Engine engine = open(settings())) {
      RunHandle first =
          engine.start(
              version(call("a", "stays"), call("b", "stays")), Map.of(), RunListener.none());
      begun.await();
      engine.start(version(call("c", "train")), Map.of(), new Queue(queued));
      queued.await();
      first.cancel();
    }
    try (Engine engine = open(settings())) {
      engine.takeOver();
      RunSummary stopped = ended(engine, 0);
      assertThat(stopped.phase()).isEqualTo(RunPhase.CANCELLED);
      assertThat(worker.begun).containsExactly("a/1", "b/1", "c/1");
    }
  }

  /** The bounds have become narrower since the runs were made. */
  @Test
  void aRunThatCanNoLongerBePlannedFailsAlone() throws Exception {
    worker.on("train", worker.hangs());
    try (Engine engine = open(settings())) {
      for (int i = 0; i < 2; i++) {
        engine.start(version(call("a", "train")), Map.of(), RunListener.none());
      }
      engine.start(search(), Map.of(), RunListener.none());
    }
    worker.on("train", ScriptedWorker.nothing());
    try (Engine engine = open(narrow())) {
      engine.takeOver();
      assertThat(ended(engine, 2).message()).contains("trials");
      RunHandle next = engine.start(version(call("a", "train")), Map.of(), RunListener.none());
      assertThat(next.await().phase()).isEqualTo(RunPhase.SUCCEEDED);
    }
  }

  @Test
  void whatARunHasGrownToStaysAllowedOnceItHasBegun() throws Exception {
    CountDownLatch begun = new CountDownLatch(2);
    worker.on(
        "train",
        (request, listener) -> {
          begun.countDown();
          return null;
        });
    try (Engine engine = open(settings())) {
      engine.start(search(), Map.of(), RunListener.none());
      begun.await();
    }
    worker.on("train", ScriptedWorker.nothing());
    try (Engine engine = open(narrow())) {
      engine.takeOver();
      assertThat(ended(engine, 0).message()).doesNotContain("trials");
    }
    assertThat(worker.begun).hasSize(4);
  }

  /** The usual settings, with room for one trial and one item. */
  private EngineSettings narrow() {
    EngineSettings wide = settings();
    return new EngineSettings(
        wide.state(),
        wide.projectDirectory(),
        wide.cpus(),
        wide.memoryBytes(),
        wide.gpus(),
        wide.limits(),
        new PlanBounds(1, 1),
        wide.runsAtOnce(),
        wide.zone(),
        wide.lookEvery(),
        wide.host(),
        wide.reuse(),
        wide.version(),
        wide.operators(),
        wide.notifications());
  }

  private static WorkflowVersion search() {
    TaskSpec.Operator trial = (TaskSpec.Operator) call("tune", "train");
    Expression choices =
        new Expression.Literal(new Value.Items(List.of(new Value.Int(1), new Value.Int(2))));
    return version(
        new TaskSpec.Tune(
            new TaskId("tune"),
            1,
            Set.of(),
            trial,
            new Expression.Literal(Value.text("grid")),
            Map.of("depth", choices),
            "auc",
            true,
            Optional.empty(),
            Optional.empty()));
  }

  /** A run, by its place among those that were made, once it is over. */
  private static RunSummary ended(Engine engine, int place) throws InterruptedException {
    List<RunSummary> runs = new ArrayList<>(engine.runs().runs(Optional.empty(), 100));
    RunSummary run = runs.get(runs.size() - 1 - place);
    Optional<RunHandle> handle = engine.watch(run.id(), RunListener.none());
    return handle.isPresent()
        ? handle.get().await()
        : engine.runs().run(run.id()).orElseThrow().summary();
  }

  private record Queue(CountDownLatch latch) implements RunListener {
    @Override
    public void taskChanged(
        TaskId task, TaskPhase phase, int attempt, String message, Optional<Value> output) {
      if (phase == TaskPhase.QUEUED) {
        latch.countDown();
      }
    }
  }
}
