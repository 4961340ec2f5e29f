package io.trainmaster.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.cli.command.CommandTester.Result;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.run.AttemptPhase;
import io.trainmaster.run.RunPhase;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.store.StateFolder;
import io.trainmaster.testkit.SampleRun;
import io.trainmaster.track.Change;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One run has both CPUs of the machine, and the other waits for one. */
class WhyCommandTest {

  private static final String[] TWO_CPUS = {
    "--set", "engine.cpus=2", "--set", "engine.memory=8 GiB"
  };

  @TempDir Path folder;
  private CommandTester tester;

  @BeforeEach
  void record() {
    tester = new CommandTester(folder);
    SampleRun first = new SampleRun("churn", 1);
    SampleRun second = new SampleRun("churn", 2);
    try (StateFolder held = StateFolder.open(tester.project().resolve(".trainmaster"))) {
      held.runs()
          .commit(
              List.of(
                  first.created(),
                  new Change.RunChanged(first.summary(RunPhase.RUNNING, "")),
                  first.attempted(SampleRun.LOAD, 1, AttemptPhase.STARTED),
                  moved(first, TaskPhase.RUNNING),
                  second.created(),
                  new Change.RunChanged(second.summary(RunPhase.RUNNING, "")),
                  moved(second, TaskPhase.QUEUED)));
    }
  }

  private static Change moved(SampleRun run, TaskPhase phase) {
    return new Change.TaskChanged(run.id(), SampleRun.LOAD, phase, "", Optional.empty());
  }

  private Result run(String... arguments) {
    return tester.run(
        Stream.of(arguments, TWO_CPUS).flatMap(Arrays::stream).toArray(String[]::new));
  }

  @Test
  void saysWhatTheLatestSuchTaskWaitsForAndWhatWouldStartIt() {
    Result result = run("why", "load");

    assertThat(result.exit()).isZero();
    assertThat(result.out().lines().filter(line -> !line.startsWith("  load of churn-1:")))
        .containsExactly(
            "load of churn-2",
            "It waits for CPUs: it asks for 1 CPU, and 0 of 2 are free.",
            "It is number 1 of 1 that wait.",
            "Who has it:",
            "Each of these, alone, would start it now:",
            "  - node-1 has 3 CPUs (engine.cpus = 3)",
            "  - run churn-1 is stopped (trainmaster cancel churn-1)");
  }

  @Test
  void saysTheSameForPrograms() {
    String json = run("why", "load", "--output", "json").out();

    assertThat(json)
        .contains(
            "\"place\" : 1", "\"waiting\" : 1", "\"cpus\" : 2", "\"how\" : \"engine.cpus = 3\"");
  }

  @Test
  void saysOfTheTaskOfAnotherRunThatItRuns() {
    Result result = run("why", "load", "--run", "churn-1");

    assertThat(result.out()).startsWith("load of churn-1\nIt has run on node-1 for ");
  }

  @Test
  void suggestsTheTaskThatMayBeMeant() {
    Result result = run("why", "lod");

    assertThat(result.exit()).isEqualTo(ExitCode.INPUT_MISSING.number());
    assertThat(result.err())
        .contains("No run that isn't over has a task lod.", "Did you mean load?");
  }

  @Test
  void listsWhatWaits() {
    assertThat(run("queue").out())
        .isEqualTo(
            """
            PLACE  RUN      TASK  ASKS FOR             WAITS FOR
            1      churn-2  load  cpu 1, memory 1 GiB  room
            """);
    assertThat(run("queue", "--output", "json").out())
        .contains("\"task\" : \"load\"", "\"waitsFor\" : \"room\"", "\"runs\" : [ ]");
  }

  @Test
  void whereNothingHasBeenRunNothingWaits() {
    CommandTester other = new CommandTester(folder.resolve("other"));

    assertThat(other.run("queue").exit()).isZero();
    assertThat(other.run("queue").err()).contains("Nothing waits.");
  }
}
