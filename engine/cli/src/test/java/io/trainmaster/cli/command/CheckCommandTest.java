package io.trainmaster.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trainmaster.cli.command.CommandTester.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
  @TempDir Path folder;
  CommandTester tester;

  @BeforeEach
  void start() {
    tester = new CommandTester(folder);
  }

  @Test
  void saysWhatAFileHolds() {
    tester.write("a.train", Workflows.TWO_STEPS);

    assertThat(tester.run("check", "a.train"))
        .isEqualTo(new Result(0, "ok  a.train  workflow small, 2 tasks\n", ""));
  }

  @Test
  void showsEveryFaultWithItsPlace() {
    tester.write("a.train", Workflows.TWO_STEPS.replace("validate", "valdate"));

    Result result = tester.run("check", "a.train");

    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.out())
        .contains("a.train:6:11: error E0303: There is no operator `valdate`.")
        .contains("^^^^^^^")
        .contains("validate");
    assertThat(result.err()).contains("1 error in a.train");
  }

  @Test
  void notesWhatOnlyALaterReleaseCanRun() throws IOException {
    tester.write("a.train", Workflows.LATER);

    Result result = tester.run("check", "a.train");
    assertThat(result.exit()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .startsWith("ok  a.train  workflow told, 2 tasks\n")
        .contains(
            "a.train:3:13: note E0601: This version checks `endpoint` and can't run it;"
                + " release 0.3 will.");

    Result json = tester.run("check", "a.train", "--output", "json");
    JsonNode file = new ObjectMapper().readTree(json.out()).get(0);
    assertThat(file.get("ok").asBoolean()).isTrue();
    assertThat(file.get("diagnostics")).isEmpty();
    assertThat(file.get("notes").get(0).get("code").asText()).isEqualTo("E0601");
  }

  @Test
  void looksIntoTheFilesThatAreImported() {
    tester.write("flows/inner.train", Workflows.TWO_STEPS);
    tester.write(
        "flows/outer.train",
        """
        import "inner.train" as other
        workflow outer() { other.small(dta: "x.csv") }
        """);

    assertThat(tester.run("check", "flows/outer.train").out())
        .contains("flows/outer.train:2:32: error E0304: `other.small` takes no `dta`.")
        .contains("mend: write `data`");

    tester.write("flows/inner.train", Workflows.TWO_STEPS.replace("validate", "valdate"));
    assertThat(tester.run("check", "flows/outer.train").out())
        .contains("error E0319: `flows/inner.train` has a fault, in line 6:");
  }

  @Test
  void checksSeveralFiles() {
    tester.write("a.train", Workflows.TWO_STEPS);
    tester.write("b.train", Workflows.TWO_STEPS.replace("validate", "valdate"));

    Result result = tester.run("check", "a.train", "b.train");

    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.out()).contains("ok  a.train").contains("b.train:6:11");
  }

  @Test
  void speaksJson() throws IOException {
    tester.write("a.train", Workflows.TWO_STEPS.replace("validate", "valdate"));

    Result result = tester.run("check", "a.train", "--output", "json");

    JsonNode file = new ObjectMapper().readTree(result.out()).get(0);
    assertThat(file.get("ok").asBoolean()).isFalse();
    JsonNode fault = file.get("diagnostics").get(0);
    assertThat(fault.get("code").asText()).isEqualTo("E0303");
    assertThat(fault.get("range").get("line").asInt()).isEqualTo(6);
  }

  @Test
  void missesAFile() {
    Result result = tester.run("check", "nowhere.train");

    assertThat(result.exit()).isEqualTo(66);
    assertThat(result.err()).contains("There is no file nowhere.train.");
  }

  @Test
  void refusesAFolder() throws IOException {
    Files.createDirectories(tester.project().resolve("flows"));

    Result result = tester.run("check", "flows");

    assertThat(result.exit()).isEqualTo(66);
    assertThat(result.err()).contains("flows is a folder.");
  }

  @Test
  void surroundingsWithoutALauncherSayHowToStart() throws IOException {
    tester.write("a.train", Workflows.TWO_STEPS);
    Files.move(tester.installation(), folder.resolve("elsewhere"));

    Result result = tester.run("check", "a.train");

    assertThat(result.exit()).isEqualTo(69);
    assertThat(result.err()).contains("scripts/trainmaster");
  }

  @Test
  void explainsCodes() {
    assertThat(tester.run("explain", "e0303").exit()).isZero();
    assertThat(tester.run("explain", "E0303").out()).startsWith("E0303: ").contains("Example:");
    assertThat(tester.run("explain", "T0004").out()).contains("T0004").contains("column");
    Result unknown = tester.run("explain", "E9999");
    assertThat(unknown.exit()).isEqualTo(66);
    assertThat(unknown.err()).contains("There is no code E9999.");
  }
}
