package io.trainmaster.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.trainmaster.cli.command.CommandTester.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportCommandTest {

  private static final String BLAST =
      """
      {"name": "small-BLAST", "schemaVersion": "1.5", "workflow": {
        "specification": {"tasks": [
          {"id": "splitFasta_ID01", "name": "splitFasta", "parents": []},
          {"id": "blast_all_ID02", "name": "blast all", "parents": ["splitFasta_ID01"]},
          {"id": "blast-all-ID02", "name": "blast all", "parents": ["splitFasta_ID01"]},
          {"id": "if", "name": "if", "parents": ["blast_all_ID02", "blast-all-ID02"]}]},
        "execution": {"makespanInSeconds": 9, "tasks": [
          {"id": "splitFasta_ID01", "runtimeInSeconds": 0.25, "command": {"program": "./split_fasta"}},
          {"id": "blast_all_ID02", "runtimeInSeconds": 3, "coreCount": 2, "memoryInBytes": 3000000},
          {"id": "blast-all-ID02", "runtimeInSeconds": 4.5}]}}}
      """;

  @TempDir Path folder;
  CommandTester tester;

  @BeforeEach
  void start() {
    tester = new CommandTester(folder);
    tester.write("blast.json", BLAST);
  }

  @Test
  void aWorkflowHasAnOperatorForEachKindAndATaskForEachTask() throws IOException {
    Result made = tester.run("import", "wfformat", "blast.json");

    assertThat(made.err()).isEmpty();
    assertThat(made.out())
        .isEqualTo(
            "small_blast.train: workflow small_blast, 4 tasks of 3 kinds, 4 edges, 3 deep\n");
    assertThat(made.exit()).isZero();
    assertThat(Files.readString(tester.project().resolve("small_blast.train")))
        .isEqualTo(
            """
            edition 1

            /// `split_fasta`: 1 of the tasks, 0.25 s each.
            operator split_fasta(seconds: Float) -> Bool? {
              run  ["sleep", "${seconds}"]
            }

            /// `blast all`: 2 of the tasks, 3.75 s each.
            operator blast_all(seconds: Float) -> Bool? {
              run  ["sleep", "${seconds}"]
            }

            /// `if`: 1 of the tasks, 0.0 s each.
            operator if_2(seconds: Float) -> Bool? {
              run  ["sleep", "${seconds}"]
            }

            /// From blast.json (small-BLAST): 4 tasks in WfFormat 1.5.
            workflow small_blast() {
              split_fasta_id01 = split_fasta(0.25)
              blast_all_id02   = blast_all(3.0) after split_fasta_id01 { resources { cpu 2; memory 3 MiB } }
              blast_all_id02_2 = blast_all(4.5) after split_fasta_id01
              if_3             = if_2(0.0) after blast_all_id02, blast_all_id02_2
            }
            """);
    assertSound("small_blast.train", 4);
  }

  @Test
  void theGraphAloneHasTasksThatDoNothing() throws IOException {
    Result made =
        tester.run(
            "import", "wfformat", "blast.json", "--zero", "--out", "z.train", "--output", "json");

    assertThat(made.out()).contains("\"file\" : \"z.train\"").contains("\"tasks\" : 4");
    assertThat(Files.readString(tester.project().resolve("z.train")))
        .contains("run  [\"true\"]")
        .contains("if_3             = if_2() after blast_all_id02, blast_all_id02_2\n")
        .doesNotContain("sleep");
    assertSound("z.train", 4);
  }

  @Test
  void aFileThatIsThereStays() {
    tester.run("import", "wfformat", "blast.json");
    Result again = tester.run("import", "wfformat", "blast.json");
    assertThat(again.exit()).isEqualTo(73);
    assertThat(again.err()).contains("There is a file small_blast.train already.");
    assertThat(tester.run("import", "wfformat", "blast.json", "--force").exit()).isZero();
  }

  @Test
  void whatIsNoExecutionIsSaidToBeNone() {
    tester.write("text.json", "hello");
    Result text = tester.run("import", "wfformat", "text.json");
    assertThat(text.exit()).isEqualTo(3);
    assertThat(text.err()).contains("text.json can't be imported. It is not JSON (line 1");

    Result missing = tester.run("import", "wfformat", "nowhere.json");
    assertThat(missing.exit()).isEqualTo(66);
    assertThat(missing.err()).contains("There is no file nowhere.json.");

    assertThat(tester.run("import", "wfformat", "conf").exit()).isEqualTo(66);
    assertThat(tester.run("import").exit()).isEqualTo(2);
    Result several =
        tester.run("import", "wfformat", "blast.json", "blast.json", "--out", "both.train");
    assertThat(several.exit()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void realExecutionsBecomeSoundWorkflows(boolean zero) throws IOException {
    String datasets = System.getProperty("trainmaster.datasets", "");
    Path traces = Path.of(datasets).resolveSibling("traces").resolve("wfinstances");
    assumeTrue(
        !datasets.isEmpty() && Files.isDirectory(traces),
        "Set -Ddatasets.dir to a folder that has traces/wfinstances beside it.");
    List<Path> files;
    try (Stream<Path> found = Files.list(traces)) {
      files = found.filter(file -> file.toString().contains(".json")).sorted().toList();
    }
    for (Path file : files) {
      List<String> arguments =
          new ArrayList<>(
              List.of("import", "wfformat", file.toString(), "--force", "--out", "t.train"));
      if (zero) {
        arguments.add("--zero");
      }
      Result made = tester.run(arguments.toArray(String[]::new));
      assertThat(made.exit()).as("%s: %s", file, made.err()).isZero();
      int tasks = Integer.parseInt(made.out().replaceFirst("(?s).*, (\\d+) tasks of.*", "$1"));
      assertSound("t.train", tasks);
    }
  }

  private void assertSound(String file, int tasks) {
    Result checked = tester.run("check", file);
    assertThat(checked.out()).contains(", " + tasks + " tasks");
    assertThat(checked.exit()).as(checked.err()).isZero();
    assertThat(tester.run("fmt", "--check", file).exit()).isZero();
    assertThat(tester.run("lint", file).exit()).isZero();
  }
}
