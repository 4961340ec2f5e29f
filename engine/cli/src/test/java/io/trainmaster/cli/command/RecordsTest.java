package io.trainmaster.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trainmaster.cli.command.CommandTester.Result;
import io.trainmaster.model.Outcome;
import io.trainmaster.model.Value;
import io.trainmaster.run.AttemptPhase;
import io.trainmaster.run.Failure;
import io.trainmaster.run.RunPhase;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.store.StateFolder;
import io.trainmaster.testkit.SampleRun;
import io.trainmaster.track.Caller;
import io.trainmaster.track.Change;
import io.trainmaster.track.Metric;
import io.trainmaster.track.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that read what is recorded: two runs of {@code churn}, the second failed. */
class RecordsTest {
  private static final SampleRun GOOD = new SampleRun("churn", 1);
  private static final SampleRun BAD = new SampleRun("churn", 2);

  @TempDir Path folder;
  CommandTester tester;

  @BeforeEach
  void record() {
    tester = new CommandTester(folder);
    try (StateFolder state = StateFolder.open(tester.project().resolve(".trainmaster"))) {
      state.runs().commit(good());
      state.runs().commit(bad());
    }
    tester.write(".trainmaster/runs/churn-1/load/1/log", "read 1000 rows\n");
    tester.write(".trainmaster/runs/churn-2/load/1/log", "tried\n");
  }

  private static List<Change> good() {
    List<Change> changes = new ArrayList<>(List.of(GOOD.created()));
    Value rows = new Value.Int(1000);
    for (var task : List.of(SampleRun.LOAD, SampleRun.FIT)) {
      changes.add(GOOD.attempted(task, 1, AttemptPhase.SUCCEEDED));
      changes.add(
          new Change.TaskChanged(GOOD.id(), task, TaskPhase.SUCCEEDED, "", Optional.of(rows)));
    }
    changes.add(
        new Change.SourceRead(
            GOOD.id(), SampleRun.LOAD, 1, new Source("file:churn.csv", "e".repeat(64), 2048)));
    changes.add(
        new Change.MetricReported(
            GOOD.id(), SampleRun.FIT, 1, new Metric("auc", 0.875, 0), SampleRun.START));
    changes.add(
        new Change.ArtifactPublished(GOOD.artifact(SampleRun.FIT, 1, "out", "a".repeat(64))));
    changes.add(GOOD.registered("churn", List.of("candidate")));
    changes.add(new Change.RunChanged(GOOD.summary(RunPhase.SUCCEEDED, "")));
    return changes;
  }

  private static List<Change> bad() {
    Failure failure =
        new Failure(Outcome.ERROR, "T0001", "There is no file.", "churn.csv", "Check the path.");
    return List.of(
        BAD.created(),
        new Change.AttemptChanged(
            BAD.id(), BAD.attempt(SampleRun.LOAD, 1, 1, AttemptPhase.FAILED, Optional.of(failure))),
        new Change.TaskChanged(
            BAD.id(), SampleRun.LOAD, TaskPhase.FAILED, "There is no file.", Optional.empty()),
        new Change.RunChanged(BAD.summary(RunPhase.FAILED, "Task load failed.")));
  }

  @Test
  void listsRuns() {
    assertThat(tester.run("runs"))
        .isEqualTo(
            new Result(
                0,
                """
                   RUN      WORKFLOW  RESULT     STARTED              TOOK   WHY
                ✖  churn-2  churn     failed     2026-01-02 03:04:05  1m 0s  Task load failed.
                ✔  churn-1  churn     succeeded  2026-01-02 03:04:05  1m 0s
                """,
                ""));
    assertThat(tester.run("runs", "--limit", "1").out()).doesNotContain("churn-1");
    assertThat(tester.run("runs", "--workflow", "other").out()).doesNotContain("churn-");
  }

  @Test
  void runsThatWereCalledStandBelowTheirCallerWhereBothAreShown() throws Exception {
    try (StateFolder state = StateFolder.open(tester.project().resolve(".trainmaster"))) {
      state.runs().commit(List.of(called(new SampleRun("digits", 1), GOOD)));
      state.runs().commit(List.of(called(new SampleRun("inner", 1), new SampleRun("digits", 1))));
      state.runs().commit(List.of(called(new SampleRun("digits", 2), GOOD)));
    }

    assertThat(tester.run("runs").out().lines().map(line -> line.substring(3, 22)).toList())
        .containsExactly(
            "RUN          WORKFL",
            "churn-2      churn ",
            "churn-1      churn ",
            "  digits-2   digits",
            "  digits-1   digits",
            "    inner-1  inner ");
    assertThat(tester.run("runs", "--workflow", "digits").out())
        .containsPattern("(?m)^\\S  digits-1 ");
    assertThat(new ObjectMapper().readTree(tester.run("runs", "--output", "json").out()))
        .filteredOn(run -> run.get("run").asText().equals("digits-2"))
        .singleElement()
        .satisfies(run -> assertThat(run.at("/madeBy/run").asText()).isEqualTo("churn-1"));
  }

  private static Change called(SampleRun run, SampleRun caller) {
    Change.RunCreated created = run.created();
    return new Change.RunCreated(
        created.run().calledBy(new Caller(caller.id(), SampleRun.FIT, run.id().number())),
        created.version(),
        created.parameters(),
        created.environment(),
        created.tasks());
  }

  @Test
  void showsARun() {
    assertThat(tester.run("show", "churn-1").out())
        .contains("✔ churn-1  succeeded\n")
        .contains("started 2026-01-02 03:04:05 UTC, took 1m 0s, workflow churn ")
        .containsPattern("✔  load  1 +1s +117.7 MiB  node-1")
        .containsPattern("fit +auc +0\\.875")
        .containsPattern("fit +out +Model +4 KiB +aaaaaaaaaaaa")
        .containsPattern("source +file:churn.csv +eeeeeeeeeeee, 2 KiB +read by load")
        .containsPattern("model +churn v1 +aaaaaaaaaaaa +registered by fit as candidate")
        .containsPattern("rows +1000")
        .containsPattern("java +17");
  }

  @Test
  void showsWhyARunFailed() {
    assertThat(tester.run("show", "last").out())
        .contains("✖ churn-2  failed: Task load failed.")
        .contains(
            """
              load, attempt 1: error T0001 There is no file.
                at: churn.csv
                mend: Check the path.
            """);
  }

  @Test
  void speaksJson() throws IOException {
    JsonNode run =
        new ObjectMapper().readTree(tester.run("show", "churn-1", "--output", "json").out());

    assertThat(run.get("phase").asText()).isEqualTo("SUCCEEDED");
    assertThat(run.get("tasks").get(1).get("metrics").get(0).get("value").asDouble())
        .isEqualTo(0.875);
    assertThat(run.get("tasks").get(0).get("sources").get(0).get("uri").asText())
        .isEqualTo("file:churn.csv");
    assertThat(new ObjectMapper().readTree(tester.run("runs", "--output", "json").out()))
        .hasSize(2);
    assertThat(new ObjectMapper().readTree(tester.run("models", "--output", "json").out()))
        .hasSize(1);
  }

  @Test
  void printsLogs() {
    assertThat(tester.run("logs", "churn-1", "load").out()).isEqualTo("read 1000 rows\n");
    assertThat(tester.run("logs", "churn-1").out()).contains("== load, attempt 1 ==");
    assertThat(tester.run("logs", "churn-1", "load", "--attempt", "1").exit()).isZero();

    Result attempt = tester.run("logs", "churn-1", "load", "--attempt", "3");
    assertThat(attempt.exit()).isEqualTo(66);
    assertThat(attempt.err()).contains("The task load has no attempt 3.");
    Result task = tester.run("logs", "churn-1", "laod");
    assertThat(task.exit()).isEqualTo(66);
    assertThat(task.err()).contains("Did you mean load?");
    Result run = tester.run("logs", "churn-11");
    assertThat(run.exit()).isEqualTo(66);
    assertThat(run.err()).contains("There is no run churn-11.").contains("Did you mean churn-1?");
  }

  @Test
  void comparesOnlyWhatDiffers() {
    assertThat(tester.run("compare", "churn-1", "churn-1").out())
        .isEqualTo("Nothing differs between churn-1 and churn-1.\n");
    assertThat(tester.run("compare", "churn-1", "churn-2").out())
        .isEqualTo(
            """
            WHAT      NAME            churn-1             churn-2
            source    file:churn.csv  eeeeeeeeeeee        -
            result    run             succeeded           failed
            result    load            succeeded           failed
            result    fit             succeeded           waiting
            metric    fit auc         0.875               -
            artifact  fit out         Model@aaaaaaaaaaaa  -
            """);
  }

  @Test
  void keepsTheRegistry() {
    assertThat(tester.run("models").out()).containsPattern("churn +v1 +candidate");
    assertThat(tester.run("models", "list", "churn").out()).contains("churn-1");

    assertThat(tester.run("models", "alias", "churn", "1", "production").exit()).isZero();
    assertThat(tester.run("models", "tag", "churn", "production", "owner=me").exit()).isZero();

    assertThat(tester.run("models", "show", "churn").out())
        .contains("churn v1")
        .contains("production")
        .containsPattern("tag owner +me")
        .containsPattern("source +file:churn.csv +e{64}")
        .containsPattern("run +churn-1");
  }

  @Test
  void refusesWhatIsNotInTheRegistry() {
    Result model = tester.run("models", "show", "chrun");
    assertThat(model.exit()).isEqualTo(66);
    assertThat(model.err()).contains("Did you mean churn?");
    Result version = tester.run("models", "alias", "churn", "9", "production");
    assertThat(version.exit()).isEqualTo(66);
    assertThat(version.err()).contains("The model churn has no version 9.");
    assertThat(tester.run("models", "tag", "churn", "1", "owner").exit()).isEqualTo(2);
    assertThat(tester.run("models", "list", "x").exit()).isEqualTo(66);
  }

  @Test
  void aDamagedStateIsToldWithoutATrace() {
    tester.write(
        ".trainmaster/state.db", "this is no database, but long enough to look at".repeat(40));

    Result result = tester.run("runs");

    assertThat(result.exit()).isEqualTo(69);
    assertThat(result.err()).startsWith("error: ").doesNotContain("\tat ");
  }

  @Test
  void theDoctorLooksAtIt() {
    assertThat(tester.run("doctor").out())
        .containsPattern("ok +java")
        .containsPattern("ok +state folder .*2 runs")
        .containsPattern("bad +spark");
    assertThat(tester.run("doctor").exit()).isEqualTo(69);
  }
}
