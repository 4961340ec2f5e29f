package io.trainmaster.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.cli.command.CommandTester.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphCommandTest {
  private static final String WORKFLOW =
      """
      edition 1

      workflow w(days: List<Int>, strong: Bool = false) {
        all = for day in days {
          raw = ingest.csv("data/${day}.csv")
          yield raw
        }
        extra = if strong { yield ingest.csv("strong.csv") }
        finally { shell(["echo", "done"]) }
      }
      """;

  @TempDir Path folder;
  CommandTester tester;

  @BeforeEach
  void start() {
    tester = new CommandTester(folder);
    tester.write("a.train", WORKFLOW);
  }

  @Test
  void drawsTheBodiesOfLoopsBranchesAndCleanups() {
    Result result = tester.run("graph", "--format", "mermaid", "a.train");

    assertThat(result)
        .isEqualTo(
            new Result(
                0,
                """
                flowchart TB
                  t0("all[day].raw<br/>ingest.csv")
                  t1[["all<br/>for day in days"]]
                  t2{"strong<br/>else not taken"}
                  t3("csv<br/>ingest.csv")
                  t4("extra<br/>of the branch taken")
                  t5("finally<br/>whatever happened")
                  t6("shell<br/>shell")
                  t0 --> t1
                  t2 -.-> t3
                  t2 --> t4
                  t3 --> t4
                  t5 -.-> t6
                """,
                ""));
  }

  @Test
  void listsThem() {
    assertThat(tester.run("graph", "a.train").out())
        .contains("raw", "for day in days", "strong, else not taken", "whatever happened");
  }
}
