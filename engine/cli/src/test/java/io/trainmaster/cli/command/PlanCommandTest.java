package io.trainmaster.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trainmaster.cli.command.CommandTester.Result;
import io.trainmaster.run.AttemptPhase;
import io.trainmaster.store.StateFolder;
import io.trainmaster.testkit.SampleRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanCommandTest {
  private static final String WORKFLOW =
      """
      edition 1

      workflow w(data: Path = "data.csv", memory_hungry: Bool = false) {
        raw = ingest.csv(data) { resources { cpu 4096 } else { cpu 1; memory 1 MiB } }
        all = for part in 1 .. 3 {
          yield ingest.csv("part-${part}.csv") { resources { cpu 1; memory 1 MiB } }
        }
      }
      """;

  @TempDir Path folder;
  CommandTester tester;

  @BeforeEach
  void start() {
    tester = new CommandTester(folder);
    tester.write("a.train", WORKFLOW);
    tester.write("data.csv", "id,name\n1,x\n");
  }

  @Test
  void saysWhatWouldRunAndWhereAndWhatTheDataHolds() {
    Result result = tester.run("plan", "a.train", "--set", "engine.cpus=2");

    assertThat(result.err()).isEmpty();
    assertThat(result.exit()).isZero();
    assertThat(result.out())
        .contains("w on this machine: 2 CPUs")
        .containsPattern(
            "raw +ingest.csv +cpu 1, memory 1 MiB, choice 2: .*4096 are asked for.* +at once")
        .containsPattern("all\\[].csv +3 × ingest.csv +cpu 1, memory 1 MiB +at once +not known")
        .contains("raw reads 2 columns: id, name")
        .contains("How long it takes is not known: it has not run before.");
    assertThat(folder.resolve(".trainmaster")).doesNotExist();
  }

  @Test
  void saysTheSameAsJson() throws IOException {
    JsonNode plan =
        new ObjectMapper().readTree(tester.run("plan", "a.train", "--output", "json").out());

    assertThat(plan.at("/tasks").findValuesAsText("task"))
        .containsExactly("raw", "all[1].csv", "all[2].csv", "all[3].csv");
    assertThat(plan.at("/tasks/0/columns/1").asText()).isEqualTo("name");
    assertThat(plan.at("/complete").asBoolean()).isFalse();
  }

  @Test
  void whatCanNeverRunIsTold() {
    tester.write("a.train", WORKFLOW.replace(" } else { cpu 1; memory 1 MiB }", " }"));

    Result result = tester.run("plan", "a.train", "--set", "engine.cpus=2");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out())
        .contains("raw can't run: this machine has 2 CPUs and 4096 are asked for");
  }

  @Test
  void aRunByHandOfAnIntervalIsGivenIt() {
    tester.write("jan.csv", "id,day\n1,x\n");
    tester.write(
        "a.train",
        """
        edition 1

        workflow w() {
          require run.from < run.until else fail "never"
          raw = ingest.csv("jan.csv")
        }
        """);

    Result none = tester.run("plan", "a.train");
    assertThat(none.exit()).isEqualTo(2);
    assertThat(none.err())
        .contains("Each run of w is about an interval of time.")
        .contains("mend: Give it: --from 2026-05-01 --until 2026-05-02.");
    assertThat(tester.run("run", "a.train", "-p", "run.from=2026-05-01").err())
        .contains("The workflow w has no parameter run.from.");
    assertThat(tester.run("plan", "a.train", "--from", "2026-05-02", "--until", "2026-05-01").err())
        .contains("The interval ends before it begins.");
    assertThat(tester.run("plan", "a.train", "--from", "yesterday", "--until", "now").err())
        .contains("--from is no time: yesterday.");
    assertThat(
            tester.run("plan", "a.train", "--from", "2026-05-01", "--until", "2026-05-02").exit())
        .isZero();

    tester.write("a.train", WORKFLOW);
    Result vain = tester.run("plan", "a.train", "--from", "2026-05-01", "--until", "2026-05-02");
    assertThat(vain.exit()).isEqualTo(2);
    assertThat(vain.err()).contains("The workflow w reads neither `run.from` nor `run.until`.");
  }

  private static final String RESTRAINED =
      """
      edition 1

      workflow w() {
        load = ingest.csv("data.csv") { cooldown 1 h; limit "warehouse", places: 2 }
        fit  = ingest.csv("data.csv") { budget 0.001 cpu_h, per: week }
        all  = for part in 1 .. 2 {
          yield ingest.csv("part-${part}.csv") { limit "vendor" }
        }
      }
      """;

  private static final String LIMITS = "engine.limits=warehouse=4 vendor=1";

  @Test
  void aCallThatWouldBeHeldBackIsToldWithTheReasonAndUntilWhen() throws IOException {
    tester.write("a.train", RESTRAINED);
    SampleRun before = new SampleRun("w", 1);
    try (StateFolder state = StateFolder.open(tester.project().resolve(".trainmaster"))) {
      state
          .runs()
          .commit(
              List.of(
                  before.created(),
                  before.attempted(SampleRun.LOAD, 1, AttemptPhase.SUCCEEDED),
                  before.attempted(SampleRun.FIT, 1, AttemptPhase.SUCCEEDED)));
    }

    Result result = tester.run("plan", "a.train", "--set", LIMITS);

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out())
        .containsPattern("load +ingest.csv +held back +at once")
        .contains(
            """
            load: Held back: run w-1 made this call 0ms ago, and its cooldown is 1h 0m. It may run\
             again from 2026-01-02 04:04:06 UTC on.
            """,
            "load takes 2 of the 4 places of limit `warehouse`\n",
            "each all[].csv takes 1 of the 1 places of limit `vendor`\n");
    JsonNode plan =
        new ObjectMapper()
            .readTree(tester.run("plan", "a.train", "--set", LIMITS, "--output", "json").out());
    assertThat(plan.at("/tasks/0/heldBack/reason").asText()).startsWith("Held back: run w-1");
    assertThat(plan.at("/tasks/0/heldBack/until").asText()).startsWith("2026-01-02T04:04:06");
    assertThat(plan.at("/tasks/0/limits/warehouse").asInt()).isEqualTo(2);
    assertThat(plan.at("/tasks/1/limits").isMissingNode()).isTrue();
  }

  @Test
  void aLimitThatIsNotSetIsRefusedBeforeAnythingBegins() {
    tester.write("a.train", RESTRAINED);

    for (String command : List.of("plan", "run", "submit", "apply")) {
      Result none = tester.run(command, "a.train", "--set", "engine.limits=warehose=4");
      assertThat(none.exit()).as(command).isEqualTo(66);
      assertThat(none.err())
          .contains(
              "There is no limit `warehouse`: the setting engine.limits has to name it",
              "a.train:4",
              "mend: Did you mean warehose?");
      Result few = tester.run(command, "a.train", "--set", "engine.limits=warehouse=1 vendor=1");
      assertThat(few.exit()).as(command).isEqualTo(66);
      assertThat(few.err())
          .contains(
              "It takes 2 places of limit `warehouse`, which has 1 by the setting engine.limits.",
              "mend: Set engine.limits so that it has warehouse=2 or more; see conf/README.md.");
    }
    assertThat(folder.resolve("project/.trainmaster")).doesNotExist();
  }

  @Test
  void limitsOfTheWorkflowsItCallsAreLookedAtToo() {
    tester.write("b.train", RESTRAINED);
    tester.write(
        "a.train",
        """
        edition 1
        import "b.train" as other

        workflow outer() {
          other.w()
        }
        """);

    assertThat(tester.run("plan", "a.train").err()).contains("no limit `warehouse`", "b.train:4");
    assertThat(tester.run("plan", "a.train", "--set", LIMITS).exit()).isZero();
  }

  @Test
  void aMissingFileIsToldAsRunTellsIt() {
    Result result = tester.run("plan", "a.train", "-p", "data=dat.csv");

    assertThat(result.exit()).isEqualTo(66);
    assertThat(result.err()).contains("dat.csv").contains("Did you mean data.csv?");
  }
}
