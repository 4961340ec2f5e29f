package io.trainmaster.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trainmaster.cli.command.CommandTester.Result;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LintCommandTest {
  private static final String CLEAN =
      "edition 1\n\n/// Reads.\nworkflow w() {\n  raw = ingest.csv(\"a.csv\")\n}\n";
  private static final String TICKED = CLEAN.replace("raw", "`raw`");
  private static final String SILENT = CLEAN.replace("/// Reads.\n", "");
  private static final String BROKEN = CLEAN.replace("csv(", "cvs(");

  @TempDir Path folder;
  CommandTester tester;

  @BeforeEach
  void start() {
    tester = new CommandTester(folder);
  }

  @Test
  void saysThatNothingIsToBeSaid() {
    tester.write("a.train", CLEAN);

    assertThat(tester.run("lint", "a.train")).isEqualTo(new Result(0, "ok  a.train\n", ""));
  }

  @Test
  void warningsAreFindingsAndNotesAreNot() {
    tester.write("a.train", TICKED);
    tester.write("b.train", SILENT);

    Result warned = tester.run("lint", "a.train");
    assertThat(warned.exit()).isEqualTo(4);
    assertThat(warned.out())
        .isEqualTo(
            """
            a.train:5:3: warning L0112: The name `raw` can be read without its backticks.
               5 |   `raw` = ingest.csv("a.csv")
                 |   ^^^^^
                 = mend: write `raw`
            """);
    assertThat(warned.err()).isEqualTo("\n1 warning in a.train; --fix mends 1\n");

    Result noted = tester.run("lint", "b.train");
    assertThat(noted.exit()).isZero();
    assertThat(noted.out()).startsWith("b.train:3:10: note L0105: ");
    assertThat(noted.err()).isEqualTo("\n1 note in b.train\n");
  }

  @Test
  void errorsAreErrors() {
    tester.write("a.train", TICKED);
    tester.write("b.train", BROKEN);

    Result result = tester.run("lint", "a.train", "b.train");

    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.out()).contains("warning L0112").contains("b.train:5:9: error E0303");
  }

  @Test
  void looksThroughFolders() throws IOException {
    tester.write("flows/a.train", TICKED);
    tester.write("flows/deep/b.train", CLEAN);
    tester.write("flows/deep/c.txt", BROKEN);
    tester.write("flows/.trainmaster/d.train", BROKEN);
    Files.createDirectories(tester.project().resolve("empty"));

    Result result = tester.run("lint", "flows");

    assertThat(result.exit()).isEqualTo(4);
    assertThat(result.out())
        .startsWith("flows/a.train:5:3: warning")
        .endsWith("ok  flows/deep/b.train\n");
    assertThat(tester.run("lint", "empty").exit()).isEqualTo(66);
    assertThat(tester.run("lint", "nowhere").exit()).isEqualTo(66);
  }

  @Test
  void fixesInPlaceAndLeavesNothingBehind() throws IOException {
    Path file = tester.write("flows/a.train", TICKED);

    assertThat(tester.run("lint", "--fix", "flows/a.train"))
        .isEqualTo(new Result(0, "ok  flows/a.train\n", "fixed 1 place in flows/a.train\n"));
    assertThat(file).hasContent(CLEAN);
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
    assertThat(tester.run("lint", "--fix", "flows/a.train").err()).isEmpty();
  }

  @Test
  void tellsOfWhatItDidNotFix() {
    Path file = tester.write("a.train", TICKED.replace("raw", "rawData"));

    Result result = tester.run("lint", "--fix", "a.train");

    assertThat(result.exit()).isEqualTo(4);
    assertThat(result.out()).contains("L0118").doesNotContain("L0112");
    assertThat(file).hasContent(CLEAN.replace("raw", "rawData"));
  }

  @Test
  void diffShowsWhatWouldChange() {
    Path file = tester.write("a.train", TICKED);

    Result result = tester.run("lint", "--fix", "--diff", "a.train");

    assertThat(result.exit()).isZero();
    assertThat(result.out())
        .startsWith("--- a.train\n+++ a.train (fixed)\n")
        .contains("-  `raw` = ingest.csv(\"a.csv\")\n+  raw = ingest.csv(\"a.csv\")\n");
    assertThat(file).hasContent(TICKED);
    assertThat(tester.run("lint", "--diff", "a.train").exit()).isEqualTo(2);
  }

  @Test
  void leavesAFileWithFaultsOfFormAlone() {
    Path file = tester.write("a.train", "workflow w( {\n");

    assertThat(tester.run("lint", "--fix", "a.train").exit()).isEqualTo(3);
    assertThat(file).hasContent("workflow w( {\n");
  }

  @Test
  void readsStandardInput() {
    assertThat(runWith(TICKED, "lint", "-").out()).startsWith("<stdin>:5:3: warning L0112");
    assertThat(runWith(TICKED, "lint", "--fix", "-")).isEqualTo(new Result(0, CLEAN, ""));
    Result left = runWith(SILENT, "lint", "--fix", "-");
    assertThat(left.out()).isEqualTo(SILENT);
    assertThat(left.err()).startsWith("<stdin>:3:10: note L0105");
  }

  private Result runWith(String input, String... arguments) {
    InputStream before = System.in;
    try {
      System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
      return tester.run(arguments);
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void speaksJson() throws IOException {
    tester.write("a.train", TICKED);

    Result result = tester.run("lint", "a.train", "--output", "json");

    JsonNode file = new ObjectMapper().readTree(result.out()).get(0);
    assertThat(result.exit()).isEqualTo(4);
    assertThat(file.get("ok").asBoolean()).isFalse();
    JsonNode finding = file.get("diagnostics").get(0);
    assertThat(finding.get("code").asText()).isEqualTo("L0112");
    assertThat(finding.get("severity").asText()).isEqualTo("warning");
    assertThat(finding.get("mend").get("replacement").asText()).isEqualTo("raw");
  }

  @Test
  void explainsItsCodes() {
    assertThat(tester.run("explain", "L0113").out()).startsWith("L0113: ").contains("Example:");
  }
}
