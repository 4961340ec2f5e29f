package io.trainmaster.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trainmaster.cli.command.CommandTester.Result;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckExplainTest {
  private static final String WORKFLOW =
      """
      edition 1

      workflow w(days: List<Int>, strong: Bool = false) {
        all = for day in days {
          tolerate 10%
          raw = ingest.csv("data/${day}.csv", header: false) {
            retry { error 2, backoff: 5 s .. 20 s; oom 1 { memory *= 2 } }
            timeout 10 min
          }
          yield raw
        }
        if strong { x = ingest.csv("strong.csv") { resources { cpu 2 .. 4; memory 2 GiB } } }
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
  void tellsWhatWasWrittenFromWhatIsADefault() {
    Result result = tester.run("check", "--explain", "a.train");

    assertThat(result.exit()).isZero();
    assertThat(result.out())
        .contains("workflow w\n  days    List<Int>, to be given\n  strong  Bool = false\n")
        .contains("all = for day in days  line 4\n  tolerate  10%")
        .containsPattern("parallel +as many as there is room for +default")
        .contains("raw = ingest.csv  line 6\n")
        .containsPattern("header +false\n")
        .containsPattern("delimiter +\",\" +default\n")
        .containsPattern("retry error +2, after 5s to 20s\n")
        .containsPattern("retry oom +1, after 1s to 1m 0s, memory \\*= 2\n")
        .containsPattern("retry lost +2, after 1s to 1m 0s +default\n")
        .containsPattern("timeout +10m 0s\n")
        .containsPattern("deadline +none +default\n")
        .contains("if-1: strong  line 12\n  otherwise  what stands in it is left out\n")
        .containsPattern("resources +cpu 2..4, memory 2 GiB\n");
  }

  @Test
  void saysTheSameAsJson() throws IOException {
    JsonNode file =
        new ObjectMapper()
            .readTree(tester.run("check", "--explain", "--output", "json", "a.train").out())
            .get(0);

    JsonNode groups = file.at("/workflows/0/inForce");
    assertThat(groups.findValuesAsText("title")).contains("raw = ingest.csv", "if-1: strong");
    assertThat(groups.findParents("name"))
        .contains(
            (ObjectNode)
                new ObjectMapper()
                    .readTree("{\"name\":\"deadline\",\"value\":\"none\",\"default\":true}"));
  }
}
