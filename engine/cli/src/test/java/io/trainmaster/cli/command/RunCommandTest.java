package io.trainmaster.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.cli.command.CommandTester.Result;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.run.RunPhase;
import io.trainmaster.store.StateFolder;
import io.trainmaster.testkit.SampleRun;
import io.trainmaster.track.Change;
import io.trainmaster.track.RunSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code run} finds out before it starts anything. */
class RunCommandTest {
  @TempDir Path folder;
  CommandTester tester;

  @BeforeEach
  void start() {
    tester = new CommandTester(folder);
    tester.write("a.train", Workflows.TWO_STEPS);
    tester.write("data.csv", "name,age\nAda,36\n");
  }

  @Test
  void aColumnThatTheHeaderLacksIsFoundBeforeAnythingRuns() {
    tester.write("data.csv", "name,ages\nAda,36\n");

    Result result = tester.run("run", "a.train");

    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.err())
        .contains("a.train:7:5: error E0307: The data has no column `age`.")
        .contains("mend: write `ages`");
    assertThat(tester.project().resolve(".trainmaster")).doesNotExist();
  }

  @Test
  void theHeaderOfTheFileThatWasGivenIsLookedAt() {
    tester.write("other.csv", "name,agee\nAda,36\n");

    Result result = tester.run("run", "a.train", "-p", "data=other.csv");

    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.err()).contains("mend: write `agee`");
  }

  @Test
  void aMissingSecretIsFoundBeforeAnythingRuns() {
    tester.write(
        "a.train",
        """
        edition 1

        operator fetch(token: Secret) -> File {
          run     ["curl", "--fail", "https://example.org"]
          env     "TOKEN", token
          outputs "data.csv"
        }

        workflow w(token: Secret = secret("api-token")) {
          file = fetch(token)
        }
        """);

    Result result = tester.run("run", "a.train");

    assertThat(result.exit()).isEqualTo(66);
    assertThat(result.err())
        .contains("There is no secret `api-token`, which file is given.")
        .contains("at: a.train:10")
        .contains("conf/secrets/api-token, or set the variable TRAINMASTER_SECRET_API_TOKEN.");
    tester.write("conf/secrets/api-token", "t0ken\n");
    assertThat(tester.run("plan", "a.train").exit()).isZero();
    assertThat(tester.run("plan", "a.train", "-p", "token=other").err())
        .contains("There is no secret `other`, which file is given.");
  }

  @Test
  void aMissingFileIsFoundBeforeAnythingRuns() {
    Result result = tester.run("run", "a.train", "-p", "data=dta.csv");

    assertThat(result)
        .isEqualTo(
            new Result(
                66,
                "",
                """
                error: There is no file or folder dta.csv, which raw reads.
                  at: a.train:5
                  mend: Did you mean data.csv?
                """));
  }

  @Test
  void faultsOfTheTextStopIt() {
    tester.write("a.train", Workflows.TWO_STEPS.replace("validate", "valdate"));

    Result result = tester.run("run", "a.train");

    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.err()).contains("error E0303");
  }

  @Test
  void whatOnlyALaterReleaseCanRunIsRefusedBeforeAnythingRuns() {
    tester.write("a.train", Workflows.LATER);

    Result result = tester.run("run", "a.train");

    assertThat(result.exit()).isEqualTo(5);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .contains(
            "a.train:3:13: error E0601: This version checks `endpoint` and can't run it;"
                + " release 0.3 will.");
    assertThat(tester.project().resolve(".trainmaster")).doesNotExist();
  }

  @Test
  void parametersAreChecked() {
    Result unknown = tester.run("run", "a.train", "-p", "dta=x.csv");
    assertThat(unknown.exit()).isEqualTo(2);
    assertThat(unknown.err())
        .contains("The workflow small has no parameter dta.")
        .contains("Did you mean data?");

    tester.write("b.train", Workflows.TWO_STEPS.replace(" = \"data.csv\"", ""));
    Result missing = tester.run("run", "b.train");
    assertThat(missing.exit()).isEqualTo(2);
    assertThat(missing.err())
        .contains("The parameter data of small has no default.")
        .contains("-p data=VALUE");

    tester.write("c.train", Workflows.SEARCH);
    Result wrong = tester.run("run", "c.train", "-p", "min_auc=3");
    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(wrong.err()).contains("0..1");
  }

  @Test
  void oneOfSeveralWorkflowsMustBeNamed() {
    tester.write(
        "a.train",
        Workflows.TWO_STEPS
            + Workflows.TWO_STEPS.replace("edition 1", "").replace("small", "other"));

    Result result = tester.run("run", "a.train");
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("Name one with --workflow: small, other.");

    Result wrong = tester.run("run", "a.train", "--workflow", "smal");
    assertThat(wrong.exit()).isEqualTo(66);
    assertThat(wrong.err()).contains("Did you mean small?");
  }

  @Test
  void aStateFolderThatAnotherProcessHoldsIsLeftAlone() {
    Path state = tester.project().resolve(".trainmaster");
    try (StateFolder held = StateFolder.open(state)) {
      assertThat(held.path()).isEqualTo(state);

      Result result = tester.run("run", "a.train");

      assertThat(result.exit()).isEqualTo(69);
      assertThat(result.err()).startsWith("error: ").doesNotContain("\tat ");
    }
  }

  @Test
  void aStateFolderThatIsAFileSaysSo() {
    tester.write(".trainmaster", "not a folder");

    Result result = tester.run("run", "a.train");

    assertThat(result.exit()).isIn(69, 73);
    assertThat(result.err()).startsWith("error: ").doesNotContain("\tat ");
  }

  @Test
  void withoutSparkItSaysWhatToDo() throws IOException {
    Files.delete(tester.installation().resolve("lib/spark/jars"));

    Result result = tester.run("run", "a.train");

    assertThat(result.exit()).isEqualTo(69);
    assertThat(result.err()).contains("There are no Spark jars").contains("Build or install");
    Result own = tester.run("run", "a.train", "--set", "spark.home=/nowhere");
    assertThat(own.err()).contains("Set spark.home to a Spark distribution");
  }

  /** Such a run is there where a later release had the state folder before. */
  @Test
  void resumeRefusesWhatOnlyALaterReleaseCanRun() {
    SampleRun sample = new SampleRun("told", 1);
    WorkflowVersion version =
        WorkflowVersion.of(sample.version().graph(), Workflows.LATER, "a.train");
    RunSummary failed =
        new RunSummary(
            sample.id(),
            "told",
            version.hash(),
            RunPhase.FAILED,
            "",
            SampleRun.START,
            Optional.of(SampleRun.START));
    try (StateFolder state = StateFolder.open(tester.project().resolve(".trainmaster"))) {
      state
          .runs()
          .commit(
              List.of(
                  new Change.RunCreated(
                      failed,
                      version,
                      Map.of(),
                      Map.of(),
                      sample.version().graph().tasks().stream().map(TaskSpec::id).toList())));
    }

    Result result = tester.run("resume", "told-1");

    assertThat(result.exit()).isEqualTo(5);
    assertThat(result.err()).contains("a.train:3:13: error E0601");
  }

  @Test
  void resumeNeedsARun() {
    Result nothing = tester.run("resume", "small-1");
    assertThat(nothing.exit()).isEqualTo(66);
    assertThat(nothing.err()).contains("Nothing has been run yet");

    StateFolder.open(tester.project().resolve(".trainmaster")).close();
    Result unknown = tester.run("resume", "small-1");
    assertThat(unknown.exit()).isEqualTo(66);
    assertThat(unknown.err()).contains("There is no run small-1.");
  }
}
