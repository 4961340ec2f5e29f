package io.trainmaster.runtime;

import static io.trainmaster.runtime.Workflows.call;
import static io.trainmaster.runtime.Workflows.operator;
import static io.trainmaster.runtime.Workflows.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.channel.ChannelSettings;
import io.trainmaster.model.Alert;
import io.trainmaster.model.Automation;
import io.trainmaster.model.Expression;
import io.trainmaster.model.Outcome;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Trigger;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.outbox.Delivery;
import io.trainmaster.outbox.DeliveryPhase;
import io.trainmaster.outbox.Notification;
import io.trainmaster.outbox.SendingRules;
import io.trainmaster.run.AttemptPhase;
import io.trainmaster.run.Failure;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.store.StateFolder;
import io.trainmaster.store.StateLocation;
import io.trainmaster.testkit.SampleRun;
import io.trainmaster.track.Change;
import io.trainmaster.track.RunOptions;
import io.trainmaster.track.RunSummary;
import io.trainmaster.worker.AttemptResult;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a run's workflow says is told to people, once it is true and whatever the receiver does. */
@Timeout(60)
class NotificationTest {

  private static final SendingRules QUICK =
      new SendingRules(4, Duration.ofDays(1), Duration.ofMillis(2), Duration.ofMillis(20));

  @TempDir Path directory;

  private final Receiver receiver = new Receiver();
  private final ScriptedWorker worker = new ScriptedWorker();

  @AfterEach
  void stop() {
    receiver.close();
  }

  @Test
  void aFailedRunIsToldOfByAWebhook() throws Exception {
    worker.on("fit", fails());
    RunHandle run;
    try (Engine engine = open(QUICK)) {
      run = engine.start(watched(call("fit", "fit")), Map.of(), RunListener.none());
      assertThat(run.await().phase()).isEqualTo(RunPhase.FAILED);
    }

    assertThat(receiver.posts()).hasSize(1);
    Receiver.Post post = receiver.posts().get(0);
    assertThat(post.json("kind")).isEqualTo("failed");
    assertThat(post.json("run")).isEqualTo("test-1");
    assertThat(post.json("subject")).isEqualTo("test-1 failed");
    assertThat(post.json("text")).isEqualTo("Task fit failed: It broke.");
    assertThat(post.header("webhook-id")).isEqualTo(post.json("id"));
    assertThat(deliveries()).extracting(Delivery::phase).containsExactly(DeliveryPhase.DELIVERED);
    assertThat(deliveries().get(0).answer()).isEqualTo("HTTP 200 ok");
  }

  @Test
  void aRunThatSucceedsAfterAFailedOneHasRecovered() throws Exception {
    worker.on("fit", fails());
    try (Engine engine = open(QUICK)) {
      run(engine, RunPhase.FAILED);
      worker.on("fit", ScriptedWorker.nothing());
      run(engine, RunPhase.SUCCEEDED);
      run(engine, RunPhase.SUCCEEDED);
    }
    try (Engine engine = open(QUICK)) {
      worker.on("fit", fails());
      run(engine, RunPhase.FAILED);
    }
    try (Engine engine = open(QUICK)) {
      worker.on("fit", ScriptedWorker.nothing());
      run(engine, RunPhase.SUCCEEDED);
    }

    assertThat(told())
        .containsExactly("failed test-1", "recovered test-2", "failed test-4", "recovered test-5");
  }

  @Test
  void aRunThatIsGoneOnWithIsToldOfOnceMore() throws Exception {
    worker.on("fit", fails());
    try (Engine engine = open(QUICK)) {
      run(engine, RunPhase.FAILED);
      RunHandle again = engine.resume(new RunId("test-1"), RunListener.none());
      assertThat(again.await().phase()).isEqualTo(RunPhase.FAILED);
      worker.on("fit", ScriptedWorker.nothing());
      RunHandle last = engine.resume(new RunId("test-1"), RunListener.none());
      assertThat(last.await().phase()).isEqualTo(RunPhase.SUCCEEDED);
    }

    assertThat(told()).containsExactly("failed test-1", "failed test-1", "recovered test-1");
    assertThat(receiver.ids()).hasSize(3);
  }

  @Test
  void aRunThatIsStoppedOrReproducesAnotherIsToldOfToNobody() throws Exception {
    worker.on("fit", worker.hangs());
    try (Engine engine = open(QUICK)) {
      RunHandle run = engine.start(watched(call("fit", "fit")), Map.of(), RunListener.none());
      run.cancel();
      assertThat(run.await().phase()).isEqualTo(RunPhase.CANCELLED);
      worker.on("fit", fails());
      RunHandle reproduced =
          engine.start(
              watched(call("fit", "fit")),
              Map.of(),
              RunOptions.DEFAULT.reproducing(run.id()),
              RunListener.none());
      assertThat(reproduced.await().phase()).isEqualTo(RunPhase.FAILED);
      worker.on("fit", ScriptedWorker.nothing());
      run(engine, RunPhase.SUCCEEDED);
    }

    assertThat(told()).isEmpty();
  }

  @Test
  void aRunThatBeginsLongAfterItWasDueIsLate() throws Exception {
    worker.on("fit", ScriptedWorker.nothing());
    WorkflowVersion hourly =
        watched(
            List.of(
                new Trigger.Schedule(
                    1,
                    new Trigger.Every(Duration.ofHours(1)),
                    Optional.empty(),
                    Trigger.Misfire.LATEST,
                    Optional.empty(),
                    Trigger.Overlap.QUEUE)),
            List.of(new Alert(1, "team", Set.of(Alert.Cause.LATE))),
            call("fit", "fit"));
    try (Engine engine = open(QUICK, at("2026-05-01T12:30:00Z"))) {
      engine.takeOver();
      engine.activate("", hourly, Map.of());
    }
    try (Engine engine = open(QUICK, at("2026-05-01T15:10:00Z"))) {
      engine.takeOver();
      receiver.await(1);
    }

    assertThat(told()).containsExactly("late test-1");
    assertThat(receiver.posts().get(0).json("text"))
        .isEqualTo("It was to have begun by 2026-05-01T15:01:00Z.");
  }

  private static Clock at(String time) {
    return Clock.fixed(Instant.parse(time), ZoneOffset.UTC);
  }

  @Test
  void aReceiverThatIsDownIsTriedAgainAndAgain() throws Exception {
    worker.on("fit", fails());
    receiver.answers(500, 503);
    try (Engine engine = open(QUICK)) {
      run(engine, RunPhase.FAILED);
      receiver.await(3);
    }

    assertThat(receiver.ids()).hasSize(1);
    assertThat(receiver.posts())
        .extracting(post -> post.json("attempt"))
        .containsExactly("1", "2", "3");
    assertThat(deliveries()).extracting(Delivery::phase).containsExactly(DeliveryPhase.DELIVERED);
  }

  @Test
  void aReceiverThatSaysWhenToComeAgainIsLeftAloneUntilThen() throws Exception {
    worker.on("fit", fails());
    receiver.answersLater(429, "40");
    SendingRules rules =
        new SendingRules(4, Duration.ofDays(1), Duration.ofMillis(2), Duration.ofMinutes(1));
    Instant before = Instant.now();
    try (Engine engine = open(rules)) {
      run(engine, RunPhase.FAILED);
      await(() -> deliveries(engine).get(0).answer().startsWith("HTTP 429"));
    }

    assertThat(receiver.posts()).hasSize(1);
    assertThat(deliveries().get(0).dueAt())
        .isBetween(before.plusSeconds(39), Instant.now().plusSeconds(40));
  }

  @Test
  void whatIsTriedTooOftenIsGivenUpAndCanBeTriedAnew() throws Exception {
    worker.on("fit", fails());
    receiver.answers(500, 500, 500, 500);
    try (Engine engine = open(QUICK)) {
      run(engine, RunPhase.FAILED);
      await(() -> deliveries(engine).get(0).phase() == DeliveryPhase.DEAD);
      String id = deliveries(engine).get(0).notification().id();
      assertThat(deliveries(engine).get(0).answer()).isEqualTo("HTTP 500 ok");
      assertThat(receiver.posts()).hasSize(4);

      try (StateFolder state = StateFolder.annotate(state())) {
        assertThat(state.runs().outbox().tryAgain(id, Clock.systemUTC().instant())).isTrue();
      }
      await(() -> deliveries(engine).get(0).phase() == DeliveryPhase.DELIVERED);
    }
    assertThat(receiver.ids()).hasSize(1);
  }

  @Test
  void whatIsLeftIsSentByTheNextEngine() throws Exception {
    worker.on("fit", fails());
    receiver.answers(500);
    SendingRules patient =
        new SendingRules(9, Duration.ofDays(1), Duration.ofSeconds(1), Duration.ofHours(1));
    try (Engine engine = open(patient)) {
      run(engine, RunPhase.FAILED);
    }
    assertThat(deliveries()).extracting(Delivery::phase).containsExactly(DeliveryPhase.WAITING);
    try (Engine engine = open(QUICK)) {
      await(() -> deliveries(engine).get(0).phase() == DeliveryPhase.DELIVERED);
    }

    assertThat(receiver.ids()).hasSize(1);
  }

  @Test
  void aReceiverThatHangsHoldsNoRunUpAndItsEngineOnlyForAWhile() throws Exception {
    worker.on("fit", fails());
    CountDownLatch never = new CountDownLatch(1);
    receiver.whenTaken(
        () -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    try (Engine engine = open(QUICK)) {
      run(engine, RunPhase.FAILED);
      receiver.await(1);
      run(engine, RunPhase.FAILED);
      assertThat(deliveries(engine))
          .extracting(Delivery::phase)
          .containsExactly(DeliveryPhase.WAITING, DeliveryPhase.SENDING);
    }
    never.countDown();
    try (Engine engine = open(QUICK)) {
      await(
          () ->
              deliveries(engine).stream().allMatch(one -> one.phase() == DeliveryPhase.DELIVERED));
    }
    assertThat(receiver.ids()).hasSize(2);
  }

  @Test
  void aMessageIsSentOnceForATaskAndEndsItAtOnce() throws Exception {
    try (Engine engine = open(QUICK)) {
      RunHandle run = engine.start(version(tell("team")), Map.of(), RunListener.none());
      assertThat(run.await().phase()).isEqualTo(RunPhase.SUCCEEDED);
      Value output =
          engine.runs().run(run.id()).orElseThrow().tasks().get(0).output().orElseThrow();
      assertThat(output).isEqualTo(new Value.Fields(Map.of("id", Value.text("test-1/tell/1"))));

      RunHandle reproduced =
          engine.start(
              version(tell("team")),
              Map.of(),
              RunOptions.DEFAULT.reproducing(run.id()),
              RunListener.none());
      assertThat(reproduced.await().phase()).isEqualTo(RunPhase.SUCCEEDED);
    }

    assertThat(receiver.posts()).hasSize(1);
    assertThat(receiver.posts().get(0).json("text")).isEqualTo("Data is there.");
    assertThat(receiver.posts().get(0).json("severity")).isEqualTo("warning");
  }

  @Test
  void aMessageIsNotSentByAnotherIdWhereItsEngineEndedBeforeItsTaskHad() throws Exception {
    SampleRun sample = new SampleRun("test", 1);
    WorkflowVersion version = version(tell("team"));
    TaskId task = new TaskId("tell");
    try (StateFolder state = StateFolder.open(state())) {
      RunSummary run =
          new RunSummary(
              sample.id(),
              "test",
              version.hash(),
              RunPhase.RUNNING,
              "",
              SampleRun.START,
              Optional.empty());
      Notification told =
          new Notification(
              "test-1/tell/1",
              run.id(),
              "test",
              Notification.Kind.MESSAGE,
              Notification.Severity.INFO,
              "team",
              "Data is there.",
              "Data is there.",
              SampleRun.START);
      state
          .runs()
          .commit(
              List.of(
                  new Change.RunCreated(run, version, Map.of(), Map.of(), List.of(task)),
                  new Change.TaskChanged(run.id(), task, TaskPhase.RUNNING, "", Optional.empty()),
                  sample.attempted(task, 1, AttemptPhase.LAUNCHED),
                  new Change.NotificationQueued(told)));
    }
    try (Engine engine = open(QUICK)) {
      RunHandle run = engine.resume(sample.id(), RunListener.none());
      assertThat(run.await().phase()).isEqualTo(RunPhase.SUCCEEDED);
      assertThat(engine.runs().run(run.id()).orElseThrow().tasks().get(0).attempts()).hasSize(1);
    }

    assertThat(receiver.posts()).hasSize(1);
    assertThat(receiver.ids()).containsExactly("test-1/tell/1");
  }

  @Test
  void aMessageToNobodyFailsItsTask() throws Exception {
    try (Engine engine = open(QUICK)) {
      RunHandle run = engine.start(version(tell("teem")), Map.of(), RunListener.none());

      assertThat(run.await().message())
          .isEqualTo("Task tell failed: There is no channel `teem`; the settings have gone, team.");
    }
  }

  @Test
  void aChannelThatIsAwayHoldsNoOtherUp() throws Exception {
    worker.on("fit", fails());
    try (Engine engine = open(QUICK)) {
      WorkflowVersion both =
          watched(
              List.of(
                  new Alert(1, "gone", Set.of(Alert.Cause.FAILED)),
                  new Alert(2, "team", Set.of(Alert.Cause.FAILED))),
              call("fit", "fit"));
      RunHandle run = engine.start(both, Map.of(), RunListener.none());
      assertThat(run.await().phase()).isEqualTo(RunPhase.FAILED);
      receiver.await(1);
      await(
          () ->
              deliveries(engine).stream()
                  .map(Delivery::phase)
                  .collect(Collectors.toSet())
                  .equals(Set.of(DeliveryPhase.DELIVERED, DeliveryPhase.DEAD)));
    }
  }

  private void run(Engine engine, RunPhase end) throws InterruptedException {
    RunHandle run =
        engine.start(
            watched(call("fit", "fit")),
            Map.of(),
            RunOptions.DEFAULT.withReuse(false),
            RunListener.none());
    assertThat(run.await().phase()).isEqualTo(end);
  }

  private List<String> told() {
    return deliveries().stream()
        .map(one -> one.notification().kind().word() + " " + one.notification().run())
        .toList();
  }

  /** In their order. */
  private List<Delivery> deliveries() {
    try (StateFolder state = StateFolder.read(state())) {
      return state.runs().runs(Optional.empty(), 100).stream()
          .sorted((a, b) -> a.id().number() - b.id().number())
          .flatMap(run -> state.runs().outbox().of(run.id()).stream())
          .toList();
    }
  }

  private static List<Delivery> deliveries(Engine engine) {
    return engine.runs().outbox().latest(false, 10);
  }

  private static ScriptedWorker.Body fails() {
    return (request, listener) ->
        new AttemptResult.Failed(Failure.of(Outcome.ERROR, "It broke."), 0);
  }

  private static WorkflowVersion watched(TaskSpec... tasks) {
    return watched(List.of(new Alert(1, "team", Set.of(Alert.Cause.values()))), tasks);
  }

  private static WorkflowVersion watched(List<Alert> alerts, TaskSpec... tasks) {
    return watched(List.of(), alerts, tasks);
  }

  private static WorkflowVersion watched(
      List<Trigger> triggers, List<Alert> alerts, TaskSpec... tasks) {
    return WorkflowVersion.of(
        new WorkflowGraph(
            "test",
            "",
            List.of(),
            List.of(tasks),
            Optional.empty(),
            Optional.of(new Automation(triggers, alerts))),
        "source",
        "test.train");
  }

  private static TaskSpec tell(String to) {
    return operator(
        "tell",
        "notify",
        Map.of(
            "message", new Expression.Literal(Value.text("Data is there.")),
            "to", new Expression.Literal(Value.text(to)),
            "severity", new Expression.Literal(Value.text("warning"))),
        TaskSpec.Isolation.ENGINE);
  }

  private static void await(java.util.function.BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }

  private StateLocation state() {
    return StateLocation.of(directory.resolve("state"));
  }

  private Engine open(SendingRules rules) {
    return open(rules, Clock.systemUTC());
  }

  private Engine open(SendingRules rules, Clock clock) {
    Map<String, ChannelSettings> channels =
        Map.of(
            "team", webhook(receiver.url()),
            "gone", webhook("http://127.0.0.1:1/"));
    return Engine.open(
        Workflows.settings(state(), directory, new NotificationSettings(channels, rules)),
        folder -> worker,
        wake -> Alarm.none(),
        clock);
  }

  private static ChannelSettings webhook(String url) {
    return new ChannelSettings.Webhook(
        Optional.of(url), Optional.empty(), Optional.empty(), Duration.ofSeconds(10));
  }
}
