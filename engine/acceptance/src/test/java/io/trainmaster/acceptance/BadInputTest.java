package io.trainmaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.acceptance.Trainmaster.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a person is told who got something wrong: one letter, and never a stack trace. */
@Timeout(600)
class BadInputTest extends WithDistribution {

  private static final String WORKFLOW =
      """
      edition 1
      workflow sick(data: Path = "data.csv") -> Report {
        raw   = ingest.csv(data)
        parts = split(raw, train: 50%, test: 50%, seed: 1)
        model = train.tree(parts.train, label: "label")
        return evaluate(model, parts.test)
      }
      """;

  @BeforeEach
  void fillProject() throws IOException {
    trainmaster.workflow("sick", WORKFLOW);
  }

  @Test
  void columnThatIsNotThereIsFoundBeforeAnythingRuns() throws Exception {
    data("x,labels\n1,a\n2,b\n");
    Answer answer = run();
    assertThat(answer.exitCode()).as(answer.all()).isEqualTo(3);
    assertThat(answer.talk()).contains("sick.train:5:").contains("`label`").contains("\"labels\"");
    assertThat(trainmaster.bodies()).isEmpty();
  }

  @Test
  void missingFileIsNamed() throws Exception {
    Answer answer = run();
    assertThat(answer.exitCode()).as(answer.all()).isIn(1, 66);
    assertThat(answer.talk()).contains("data.csv");
    assertClean(answer);
  }

  @Test
  void raggedRowIsNamedByFileAndRow() throws Exception {
    data("x,label\n1,a\n2,b,c\n3,a\n");
    Answer answer = run();
    assertThat(answer.exitCode()).as(answer.all()).isEqualTo(1);
    assertThat(answer.talk()).contains("data.csv:3").contains("T0002");
    assertThat(answer.all()).contains("trainmaster resume sick-1");
    assertClean(answer);
  }

  @Test
  void labelWithOneValueIsRefused() throws Exception {
    StringBuilder rows = new StringBuilder("x,label\n");
    for (int row = 0; row < 50; row++) {
      rows.append(row).append(",same\n");
    }
    data(rows.toString());
    Answer answer = run();
    assertThat(answer.exitCode()).as(answer.all()).isEqualTo(1);
    assertThat(answer.talk()).contains("T0007", "column label");
    assertClean(answer);
  }

  @Test
  void damagedStateIsNotTouched() throws Exception {
    data("x,label\n1,a\n2,b\n");
    Path state = Files.createDirectories(trainmaster.project().resolve(".trainmaster"));
    Files.writeString(state.resolve("state.db"), "this is no database, it only looks like a file");
    Answer answer = run();
    assertThat(answer.exitCode()).as(answer.all()).isEqualTo(69);
    assertThat(answer.talk()).contains("state.db");
    assertThat(Files.readString(state.resolve("state.db"))).startsWith("this is no database");
    assertClean(answer);
  }

  @Test
  void unknownSettingStopsWithASuggestion() throws Exception {
    Answer answer = trainmaster.call("runs", "--set", "engine.cpu=2");
    assertThat(answer.exitCode()).as(answer.all()).isEqualTo(78);
    assertThat(answer.talk()).contains("engine.cpus");
    assertClean(answer);
  }

  private void data(String text) throws IOException {
    Files.writeString(trainmaster.project().resolve("data.csv"), text);
  }

  private Answer run() throws Exception {
    return trainmaster.call("run", "conf/workflows/sick.train");
  }

  private static void assertClean(Answer answer) {
    assertThat(answer.all()).doesNotContain("\tat ").doesNotContain("Exception");
  }
}
