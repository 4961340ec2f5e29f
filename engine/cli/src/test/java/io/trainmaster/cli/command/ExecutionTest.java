package io.trainmaster.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trainmaster.cli.config.Settings;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.cli.console.Output;
import io.trainmaster.cli.project.Engines;
import io.trainmaster.cli.project.Project;
import io.trainmaster.model.Outcome;
import io.trainmaster.model.Value;
import io.trainmaster.outbox.Notification;
import io.trainmaster.run.AttemptPhase;
import io.trainmaster.run.Failure;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.runtime.Engine;
import io.trainmaster.runtime.RunHandle;
import io.trainmaster.runtime.RunListener;
import io.trainmaster.testkit.SampleRun;
import io.trainmaster.track.Change;
import io.trainmaster.track.RunSummary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How a run is followed and how its end is told, with an engine that is only told what happened.
 */
class ExecutionTest {
  @TempDir Path folder;
  final ByteArrayOutputStream out = new ByteArrayOutputStream();
  final ByteArrayOutputStream err = new ByteArrayOutputStream();
  final SampleRun sample = new SampleRun("churn", 1);

  /** To whom something is told when the run ends; there is no such channel. */
  final List<String> told = new ArrayList<>();

  CommandTester tester;

  @BeforeEach
  void start() {
    tester = new CommandTester(folder);
  }

  @Test
  void tellsASuccess() throws Exception {
    ExitCode exit = follow(RunPhase.SUCCEEDED, false);

    assertThat(exit).isEqualTo(ExitCode.OK);
    assertThat(text(err))
        .isEqualTo(
            """
            run churn-1, 2 tasks
            load started
            load succeeded in 0ms: 1,000 rows
            fit started
            fit succeeded in 0ms: auc 0.875
            """);
    assertThat(text(out))
        .isEqualTo(
            """
            ✔ churn-1 succeeded in 1m 0s
              model    churn v1 (candidate)
              next     trainmaster models show churn
            """);
  }

  @Test
  void tellsAFailureWithItsLetterAndTheEndOfItsLog() throws Exception {
    ExitCode exit = follow(RunPhase.FAILED, false);

    assertThat(exit).isEqualTo(ExitCode.RUN_FAILED);
    assertThat(text(err))
        .contains(
            """

            error T0007: task fit: The label has one value.
              at: column churned
              mend: Use another label.
              the end of .trainmaster/runs/churn-1/fit/1/log:
              | reading
              | Failed: The label has one value.
            """)
        .doesNotContain("\tat ");
    assertThat(text(out))
        .isEqualTo(
            """
            ✖ churn-1 failed in 1m 0s: Task fit failed.
              go on    trainmaster resume churn-1
            """);
  }

  @Test
  void speaksJsonLines() throws Exception {
    follow(RunPhase.SUCCEEDED, true);

    List<JsonNode> lines = new ArrayList<>();
    for (String line : text(out).lines().toList()) {
      lines.add(new ObjectMapper().readTree(line));
    }
    assertThat(lines)
        .extracting(line -> line.get("event").asText())
        .containsExactly("planned", "task", "task", "task", "task", "ended");
    JsonNode end = lines.get(lines.size() - 1);
    assertThat(end.get("phase").asText()).isEqualTo("SUCCEEDED");
    assertThat(end.get("models").get(0).get("version").asInt()).isEqualTo(1);
    assertThat(end.get("unsent")).isEmpty();
    assertThat(text(err)).isEmpty();
  }

  @Test
  void saysWhatNobodyIsToldOfOnceItEnds() throws Exception {
    told.add("team");
    told.add("team");

    follow(RunPhase.FAILED, false);

    assertThat(text(out))
        .isEqualTo(
            """
            ✖ churn-1 failed in 1m 0s: Task fit failed.
              go on    trainmaster resume churn-1
              unsent   2 notifications to team (There is no channel `team`; the settings have none.):\
             `trainmaster server` sends them, or the next run
            """);
  }

  @Test
  void saysInJsonWhatNobodyIsToldOfOnceItEnds() throws Exception {
    told.add("team");

    follow(RunPhase.FAILED, true);

    JsonNode end = new ObjectMapper().readTree(text(out).lines().reduce((a, b) -> b).orElseThrow());
    assertThat(end.get("event").asText()).isEqualTo("ended");
    assertThat(end.get("unsent")).hasSize(1);
    JsonNode unsent = end.get("unsent").get(0);
    assertThat(unsent.get("to").asText()).isEqualTo("team");
    assertThat(unsent.get("state").asText()).isEqualTo("waiting");
    assertThat(unsent.get("answer").asText()).contains("There is no channel");
  }

  private ExitCode follow(RunPhase end, boolean json) throws InterruptedException, IOException {
    GlobalOptions options = GlobalOptions.writing(json ? Output.json : Output.table);
    Workplace place = new Workplace(tester.surroundings(out, err), options);
    Project project = place.project();
    Settings settings = place.settings(project);
    try (Engine engine = new Engines(place.installation(), project, settings).open()) {
      return new Execution(place, project, engine, sample.version().graph())
          .follow(listener -> new Told(engine, listener, end).start());
    }
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }

  /** A run whose story is told at once. */
  private final class Told implements RunHandle {
    private final Engine engine;
    private final RunListener listener;
    private final RunSummary end;

    Told(Engine engine, RunListener listener, RunPhase phase) {
      this.engine = engine;
      this.listener = listener;
      this.end = sample.summary(phase, phase == RunPhase.FAILED ? "Task fit failed." : "");
    }

    RunHandle start() {
      Value rows =
          new Value.Artifact(
              "Dataset", "d".repeat(64), java.util.Map.of("rows", new Value.Int(1000)));
      engine.runs().commit(List.of(sample.created()));
      listener.planned(sample.id(), List.of(SampleRun.LOAD, SampleRun.FIT));
      succeed(SampleRun.LOAD, rows);
      if (end.phase() == RunPhase.FAILED) {
        fail();
      } else {
        succeed(SampleRun.FIT, sample.artifact(SampleRun.FIT, 1, "out", "a".repeat(64)).artifact());
        engine.runs().commit(List.of(sample.registered("churn", List.of("candidate"))));
      }
      List<Change> ending = new ArrayList<>(List.of(new Change.RunChanged(end)));
      for (int i = 0; i < told.size(); i++) {
        ending.add(new Change.NotificationQueued(notification(i + "", told.get(i))));
      }
      engine.runs().commit(ending);
      listener.ended(end);
      return this;
    }

    private Notification notification(String id, String to) {
      return new Notification(
          id,
          sample.id(),
          "churn",
          Notification.Kind.FAILED,
          Notification.Severity.CRITICAL,
          to,
          "churn-1 failed",
          "Task fit failed.",
          Instant.now().truncatedTo(ChronoUnit.MILLIS));
    }

    private void succeed(io.trainmaster.model.TaskId task, Value output) {
      listener.taskChanged(task, TaskPhase.RUNNING, 1, "", Optional.empty());
      listener.taskChanged(task, TaskPhase.SUCCEEDED, 1, "", Optional.of(output));
      engine
          .runs()
          .commit(
              List.of(
                  sample.attempted(task, 1, AttemptPhase.SUCCEEDED),
                  new Change.TaskChanged(
                      sample.id(), task, TaskPhase.SUCCEEDED, "", Optional.of(output))));
    }

    private void fail() {
      tester.write(
          ".trainmaster/runs/churn-1/fit/1/log",
          "reading\nio.trainmaster.job.TaskException: The label\n\tat io.trainmaster.Some.java\n"
              + "Failed: The label has one value.\n");
      Failure failure =
          new Failure(
              Outcome.ERROR,
              "T0007",
              "The label has one value.",
              "column churned",
              "Use another label.");
      engine
          .runs()
          .commit(
              List.of(
                  new Change.AttemptChanged(
                      sample.id(),
                      sample.attempt(
                          SampleRun.FIT, 1, 1, AttemptPhase.FAILED, Optional.of(failure))),
                  new Change.TaskChanged(
                      sample.id(),
                      SampleRun.FIT,
                      TaskPhase.FAILED,
                      failure.message(),
                      Optional.empty())));
      listener.taskChanged(SampleRun.FIT, TaskPhase.FAILED, 1, failure.message(), Optional.empty());
    }

    @Override
    public RunId id() {
      return sample.id();
    }

    @Override
    public RunSummary await() {
      return end;
    }

    @Override
    public void cancel() {}
  }
}
