package io.trainmaster.runtime;

import static io.trainmaster.runtime.Workflows.call;
import static io.trainmaster.runtime.Workflows.operator;
import static io.trainmaster.runtime.Workflows.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.model.Expression;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.store.StateFolder;
import io.trainmaster.store.StateLocation;
import io.trainmaster.track.Approval;
import io.trainmaster.track.RunStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A task asks people, and waits for them across restarts. */
@Timeout(60)
class ApprovalTest {

  private static final Instant AT = Instant.parse("2026-05-01T12:00:00Z");

  @TempDir Path directory;

  private final ScriptedWorker worker = new ScriptedWorker();

  @Test
  void anAnswerFromAnotherProcessLetsTheRunGoOn() throws Exception {
    worker.on("ship", ScriptedWorker.nothing());
    try (Engine engine = open()) {
      RunHandle run = start(engine, Duration.ofDays(1));
      await(() -> !engine.runs().approvals().open().isEmpty());
      Approval asked = engine.runs().approvals().open().get(0);
      assertThat(asked.question()).isEqualTo("Release it?");
      assertThat(asked.asked()).isEqualTo("ml-leads");
      assertThat(worker.begun).isEmpty();

      answer(asked.key(), true);

      assertThat(run.await().phase()).isEqualTo(RunPhase.SUCCEEDED);
      assertThat(output(engine))
          .isEqualTo(
              Map.of(
                  "granted", new Value.Bool(true),
                  "by", Value.text("ada"),
                  "at", Value.text(AT.toString()),
                  "comment", Value.text("Go.")));
      assertThat(worker.begun).containsExactly("ship/1");
    }
  }

  @Test
  void whatWasAskedIsStillAskedAfterARestartAndMayBeAnsweredInBetween() throws Exception {
    worker.on("ship", ScriptedWorker.nothing());
    Approval.Key key;
    try (Engine engine = open()) {
      start(engine, Duration.ofDays(1));
      await(() -> !engine.runs().approvals().open().isEmpty());
      key = engine.runs().approvals().open().get(0).key();
    }
    answer(key, false);
    try (Engine engine = open()) {
      RunHandle run = engine.resume(new RunId("test-1"), RunListener.none());

      assertThat(run.await().phase()).isEqualTo(RunPhase.SUCCEEDED);
      assertThat(output(engine)).containsEntry("granted", new Value.Bool(false));
      assertThat(engine.runs().run(run.id()).orElseThrow().tasks().get(0).attempts())
          .as("it asked once")
          .hasSize(1);
    }
  }

  @Test
  void whatNobodyAnswersInTimeIsRefused() throws Exception {
    worker.on("ship", ScriptedWorker.nothing());
    try (Engine engine = open()) {
      RunHandle run = start(engine, Duration.ofMillis(1));

      assertThat(run.await().phase()).isEqualTo(RunPhase.SUCCEEDED);
      assertThat(output(engine))
          .containsEntry("granted", new Value.Bool(false))
          .containsEntry("by", Value.text(""))
          .containsEntry("comment", Value.text("Nobody answered in time."));
    }
  }

  @Test
  void aRunThatIsStoppedAsksNothingAnyMore() throws Exception {
    try (Engine engine = open()) {
      RunHandle run = start(engine, Duration.ofDays(1));
      await(() -> !engine.runs().approvals().open().isEmpty());

      run.cancel();

      assertThat(run.await().phase()).isEqualTo(RunPhase.CANCELLED);
      assertThat(engine.runs().approvals().open()).isEmpty();
    }
  }

  private static RunHandle start(Engine engine, Duration within) {
    TaskSpec approve =
        operator(
            "ok",
            "approve",
            Map.of(
                "message", new Expression.Literal(Value.text("Release it?")),
                "by", new Expression.Literal(Value.text("ml-leads")),
                "within", new Expression.Literal(new Value.Span(within))),
            TaskSpec.Isolation.ENGINE);
    return engine.start(version(approve, call("ship", "ship", "ok")), Map.of(), RunListener.none());
  }

  /** As the command does, which has no engine. */
  private void answer(Approval.Key key, boolean granted) {
    try (StateFolder state = StateFolder.annotate(state())) {
      assertThat(
              state.runs().approvals().answer(key, new Approval.Answer(granted, "ada", "Go.", AT)))
          .isTrue();
    }
  }

  private static Map<String, Value> output(Engine engine) {
    RunStore runs = engine.runs();
    return runs.run(new RunId("test-1")).orElseThrow().tasks().stream()
        .filter(task -> task.id().equals(new TaskId("ok")))
        .map(task -> ((Value.Fields) task.output().orElseThrow()).fields())
        .findFirst()
        .orElseThrow();
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }

  private StateLocation state() {
    return StateLocation.of(directory.resolve("state"));
  }

  private Engine open() {
    return Engine.open(
        Workflows.settings(state(), directory),
        folder -> worker,
        wake -> Alarm.none(),
        Clock.systemUTC());
  }
}
