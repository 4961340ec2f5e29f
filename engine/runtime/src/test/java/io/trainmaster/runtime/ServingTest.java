package io.trainmaster.runtime;

import static io.trainmaster.runtime.Workflows.call;
import static io.trainmaster.runtime.Workflows.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.model.Expression;
import io.trainmaster.model.RunFact;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Trigger;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.time.Backfill;
import io.trainmaster.time.TriggerId;
import io.trainmaster.track.RunSummary;
import io.trainmaster.trigger.OccurrenceRecord;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An engine that is served: it goes on with what was left behind, and fires triggers. */
@Timeout(60)
class ServingTest {

  private static final TriggerId TRIGGER = new TriggerId("test/schedule-1");
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir Path directory;

  private final ScriptedWorker worker = new ScriptedWorker();
  private final Hand hand = new Hand();
  private Instant now = NOON;

  /** A clock that stands where it is put. */
  private final Clock clock =
      new Clock() {
        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now;
        }
      };

  /** An alarm that goes off when the test says so. */
  private static final class Hand implements Alarm {
    private final Map<TriggerId, Instant> alarms = new HashMap<>();
    private Consumer<TriggerId> wake = trigger -> {};

    Alarm of(Consumer<TriggerId> next) {
      wake = next;
      return this;
    }

    @Override
    public synchronized void set(TriggerId trigger, Instant at) {
      alarms.put(trigger, at);
    }

    @Override
    public synchronized void clear(TriggerId trigger) {
      alarms.remove(trigger);
    }

    synchronized Optional<Instant> of(TriggerId trigger) {
      return Optional.ofNullable(alarms.get(trigger));
    }
  }

  private Engine serve() {
    Engine engine = Engine.open(Workflows.settings(directory), folder -> worker, hand::of, clock);
    engine.takeOver();
    return engine;
  }

  private static WorkflowVersion hourly(
      Trigger.Misfire misfire, Trigger.Overlap overlap, TaskSpec... tasks) {
    return version(
        List.of(
            new Trigger.Schedule(
                1,
                new Trigger.Cron("0 * * * *"),
                Optional.empty(),
                misfire,
                Optional.empty(),
                overlap)),
        tasks);
  }

  /** It is {@code hours} after noon, and the alarm goes off. */
  private void strike(Engine engine, int hours) {
    now = NOON.plus(Duration.ofHours(hours));
    hand.wake.accept(TRIGGER);
    settle(engine);
  }

  /**
   * Whoever asks the loop is answered after what came before; bodies of this worker end at once, so
   * that each answer is a step further.
   */
  private static void settle(Engine engine) {
    for (int i = 0; i < 50; i++) {
      assertThatThrownBy(() -> engine.pause(new TriggerId("none"), false))
          .isInstanceOf(EngineException.class)
          .hasMessage("There is no active trigger `none`.");
    }
  }

  private static List<String> phases(Engine engine) {
    List<RunSummary> runs = new ArrayList<>(engine.runs().runs(Optional.empty(), 100));
    Collections.reverse(runs);
    return runs.stream().map(run -> run.id() + " " + run.phase()).toList();
  }

  @Test
  void firesWhenItIsDueAndOnlyOnce() {
    worker.on("train", ScriptedWorker.nothing());
    try (Engine engine = serve()) {
      engine.activate(
          "", hourly(Trigger.Misfire.LATEST, Trigger.Overlap.QUEUE, call("a", "train")), Map.of());
      assertThat(hand.of(TRIGGER)).contains(NOON.plus(Duration.ofHours(1)));
      hand.wake.accept(TRIGGER);
      strike(engine, 1);
      hand.wake.accept(TRIGGER);
      settle(engine);
      assertThat(phases(engine)).containsExactly("test-1 SUCCEEDED");
      assertThat(hand.of(TRIGGER)).contains(NOON.plus(Duration.ofHours(2)));
      OccurrenceRecord occurrence =
          engine.runs().triggers().occurrence(new RunId("test-1")).orElseThrow();
      assertThat(occurrence.occurrence().from()).isEqualTo(NOON);
    }
  }

  @Test
  void aRunKnowsItsNameAndItsInterval() {
    List<Map<String, Value>> seen = Collections.synchronizedList(new ArrayList<>());
    worker.on(
        "train",
        (request, listener) -> {
          seen.add(request.arguments());
          return ScriptedWorker.nothing().run(request, listener);
        });
    Map<String, Expression> arguments = new LinkedHashMap<>();
    for (RunFact fact : RunFact.values()) {
      arguments.put(fact.field(), new Expression.Parameter(fact.parameter()));
    }
    TaskSpec task = Workflows.operator("a", "train", arguments, TaskSpec.Isolation.SHARED);
    WorkflowVersion hourly = hourly(Trigger.Misfire.MERGE, Trigger.Overlap.QUEUE, task);
    try (Engine engine = serve()) {
      engine.activate("", Workflows.reading(hourly, RunFact.values()), Map.of());
      strike(engine, 1);
      assertThat(seen)
          .containsExactly(
              Map.of(
                  "id", new Value.Text("test-1"),
                  "from", new Value.Text("2026-03-01T12:00:00Z"),
                  "until", new Value.Text("2026-03-01T13:00:00Z")));
      assertThat(engine.runs().run(new RunId("test-1")).orElseThrow().parameters())
          .containsEntry("run.until", new Value.Text("2026-03-01T13:00:00Z"));
    }
  }

  @Test
  void whatWasDueWhileNobodyServedIsDecidedByMisfire() {
    worker.on("train", ScriptedWorker.nothing());
    try (Engine engine = serve()) {
      engine.activate(
          "", hourly(Trigger.Misfire.ALL, Trigger.Overlap.QUEUE, call("a", "train")), Map.of());
    }
    now = NOON.plus(Duration.ofMinutes(210));
    try (Engine engine = serve()) {
      settle(engine);
      assertThat(phases(engine))
          .containsExactly("test-1 SUCCEEDED", "test-2 SUCCEEDED", "test-3 SUCCEEDED");
      assertThat(engine.runs().triggers().occurrences(TRIGGER, 10)).hasSize(3);
    }
    try (Engine engine = serve()) {
      settle(engine);
      assertThat(phases(engine)).hasSize(3);
    }
  }

  @Test
  void runsOfOneTriggerFollowOneAnotherAlsoAfterARestart() {
    worker.on("train", worker.hangs());
    WorkflowVersion version =
        hourly(Trigger.Misfire.ALL, Trigger.Overlap.QUEUE, call("a", "train"));
    try (Engine engine = serve()) {
      engine.activate("", version, Map.of());
      strike(engine, 2);
      assertThat(phases(engine)).containsExactly("test-1 RUNNING", "test-2 QUEUED");
    }
    try (Engine engine = serve()) {
      settle(engine);
      assertThat(phases(engine)).containsExactly("test-1 RUNNING", "test-2 QUEUED");
      assertThat(worker.begun).containsExactly("a/1", "a/2");
      engine.cancel(new RunId("test-1"));
      settle(engine);
      assertThat(phases(engine)).containsExactly("test-1 CANCELLED", "test-2 RUNNING");
      engine.cancel(new RunId("test-2"));
      settle(engine);
    }
  }

  @Test
  void aRunThatWaitsIsCancelledWithoutBeginning() throws Exception {
    worker.on("train", worker.hangs());
    try (Engine engine = serve()) {
      List<RunHandle> handles = new ArrayList<>();
      CountDownLatch queued = new CountDownLatch(1);
      for (int i = 0; i < 3; i++) {
        handles.add(engine.start(version(call("a", "train")), Map.of(), new Waiting(queued)));
      }
      queued.await();
      assertThat(phases(engine))
          .containsExactly("test-1 RUNNING", "test-2 RUNNING", "test-3 QUEUED");
      handles.get(2).cancel();
      assertThat(handles.get(2).await().phase()).isEqualTo(RunPhase.CANCELLED);
      assertThat(worker.begun).hasSize(2);
      handles.get(0).cancel();
      handles.get(1).cancel();
      assertThat(handles.get(0).await().phase()).isEqualTo(RunPhase.CANCELLED);
    }
  }

  @Test
  void aWatcherHearsHowTheRunStandsAndHowItEnds() throws Exception {
    worker.on("train", worker.hangs());
    try (Engine engine = serve()) {
      RunHandle started = engine.start(version(call("a", "train")), Map.of(), RunListener.none());
      settle(engine);
      CountDownLatch running = new CountDownLatch(1);
      RunHandle watched = engine.watch(started.id(), new Running(running)).orElseThrow();
      running.await();
      engine.cancel(started.id());
      assertThat(watched.await()).isEqualTo(started.await());
      assertThat(engine.watch(started.id(), RunListener.none())).isEmpty();
      assertThatThrownBy(() -> engine.watch(new RunId("test-9"), RunListener.none()))
          .isInstanceOf(EngineException.class);
    }
  }

  @Test
  void whatReplacesStopsWhatGoesOn() {
    worker.on("train", worker.hangs());
    try (Engine engine = serve()) {
      engine.activate(
          "", hourly(Trigger.Misfire.ALL, Trigger.Overlap.REPLACE, call("a", "train")), Map.of());
      strike(engine, 1);
      strike(engine, 2);
      settle(engine);
      assertThat(phases(engine)).containsExactly("test-1 CANCELLED", "test-2 RUNNING");
      engine.cancel(new RunId("test-2"));
    }
  }

  @Test
  void aTriggerRestsAndGoesOn() {
    worker.on("train", ScriptedWorker.nothing());
    try (Engine engine = serve()) {
      engine.activate(
          "", hourly(Trigger.Misfire.SKIP, Trigger.Overlap.QUEUE, call("a", "train")), Map.of());
      engine.pause(TRIGGER, true);
      assertThat(hand.of(TRIGGER)).isEmpty();
      strike(engine, 1);
    }
    now = now.plus(Duration.ofMinutes(30));
    try (Engine engine = serve()) {
      settle(engine);
      assertThat(hand.of(TRIGGER)).isEmpty();
      engine.pause(TRIGGER, false);
      assertThat(hand.of(TRIGGER)).contains(NOON.plus(Duration.ofHours(2)));
      assertThat(phases(engine)).isEmpty();
      strike(engine, 2);
      assertThat(phases(engine)).containsExactly("test-1 SUCCEEDED");
    }
  }

  @Test
  void whatIsTakenOutOfUseFiresNoMore() {
    worker.on("train", ScriptedWorker.nothing());
    try (Engine engine = serve()) {
      engine.activate(
          "", hourly(Trigger.Misfire.ALL, Trigger.Overlap.QUEUE, call("a", "train")), Map.of());
      engine.deactivate("", "test");
      assertThat(hand.of(TRIGGER)).isEmpty();
      strike(engine, 3);
      assertThat(phases(engine)).isEmpty();
    }
  }

  @Test
  void aBackfillRunsARangeOneAfterAnother() {
    worker.on("train", ScriptedWorker.nothing());
    try (Engine engine = serve()) {
      engine.activate(
          "", hourly(Trigger.Misfire.ALL, Trigger.Overlap.SKIP, call("a", "train")), Map.of());
      BackfillRequest request =
          new BackfillRequest(
              TRIGGER, NOON.minus(Duration.ofHours(3)), NOON, Backfill.Order.OLDEST_FIRST, 2);
      assertThat(engine.backfill(request))
          .containsExactly(new RunId("test-1"), new RunId("test-2"));
      settle(engine);
      engine.backfill(request);
      settle(engine);
      assertThat(phases(engine)).hasSize(4).allMatch(line -> line.endsWith("SUCCEEDED"));
      assertThat(engine.runs().triggers().lastGeneration(TRIGGER)).isEqualTo(2);
    }
  }

  @Test
  void whatNoAlarmTellsOfIsNoticedWithWhateverHappensNext() {
    worker.on("train", ScriptedWorker.nothing());
    try (Engine engine = serve()) {
      engine.activate(
          "", hourly(Trigger.Misfire.SKIP, Trigger.Overlap.QUEUE, call("a", "train")), Map.of());
      now = NOON.plus(Duration.ofHours(1));
      settle(engine);
      assertThat(phases(engine)).containsExactly("test-1 SUCCEEDED");
      assertThat(hand.of(TRIGGER)).contains(NOON.plus(Duration.ofHours(2)));
    }
  }

  @Test
  void whatWasDueBeforeAScheduleRestsOrChangesIsStillRun() {
    worker.on("train", ScriptedWorker.nothing());
    WorkflowVersion version =
        hourly(Trigger.Misfire.SKIP, Trigger.Overlap.QUEUE, call("a", "train"));
    try (Engine engine = serve()) {
      engine.activate("", version, Map.of());
      now = NOON.plus(Duration.ofHours(1));
      engine.pause(TRIGGER, true);
      now = NOON.plus(Duration.ofMinutes(90));
      engine.pause(TRIGGER, false);
      now = NOON.plus(Duration.ofHours(2));
      engine.deactivate("", "test");
      settle(engine);
      assertThat(phases(engine)).containsExactly("test-1 SUCCEEDED", "test-2 SUCCEEDED");
      now = NOON.plus(Duration.ofHours(9));
      engine.activate("", version, Map.of());
      settle(engine);
      assertThat(phases(engine)).hasSize(2);
    }
  }

  /** Many triggers are due at the same instant, and the engine ends while it decides. */
  @Test
  void ofManyThatAreDueAtOnceNoneIsLostAndNoneIsRunTwice() {
    worker.on("train", ScriptedWorker.nothing());
    int triggers = 1_000;
    List<TriggerId> all = new ArrayList<>();
    try (Engine engine = serve()) {
      for (int i = 0; i < triggers; i++) {
        WorkflowVersion version =
            Workflows.named(
                "w" + i, hourly(Trigger.Misfire.LATEST, Trigger.Overlap.QUEUE, call("a", "train")));
        engine.activate("", version, Map.of());
        all.add(new TriggerId("w" + i + "/schedule-1"));
      }
      now = NOON.plus(Duration.ofHours(1));
      all.forEach(hand.wake);
      all.subList(0, triggers / 2).forEach(hand.wake);
    }
    try (Engine engine = serve()) {
      all.forEach(hand.wake);
      settle(engine);
      while (!engine.runs().unfinished().isEmpty()) {
        settle(engine);
      }
      assertThat(engine.runs().runs(Optional.empty(), 10 * triggers))
          .hasSize(triggers)
          .allMatch(run -> run.phase() == RunPhase.SUCCEEDED);
      for (TriggerId trigger : all) {
        assertThat(engine.runs().triggers().occurrences(trigger, 10)).hasSize(1);
      }
    }
    assertThat(worker.begun).hasSizeBetween(triggers, triggers + 2);
  }

  /** Counts down when the run has to wait. */
  private record Waiting(CountDownLatch latch) implements RunListener {
    @Override
    public void queued(RunId run) {
      latch.countDown();
    }
  }

  /** Counts down when a task runs. */
  private record Running(CountDownLatch latch) implements RunListener {
    @Override
    public void taskChanged(
        TaskId task, TaskPhase phase, int attempt, String message, Optional<Value> output) {
      if (phase == TaskPhase.RUNNING) {
        latch.countDown();
      }
    }
  }
}
