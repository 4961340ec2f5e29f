package io.trainmaster.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.cli.command.CommandTester.Result;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command that takes a workflow file keeps to {@code workflow.max.size}. */
class WorkflowSizeTest {
  @TempDir Path folder;
  CommandTester tester;

  @BeforeEach
  void start() {
    tester = new CommandTester(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "lint", "fmt", "graph", "plan", "run", "schedule", "test"})
  void aLargerFileIsToldOnce(String command) {
    tester.write("a.train", Workflows.TWO_STEPS);

    Result result = tester.run(command, "a.train", "--set", "workflow.max.size=64 B");

    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.out() + result.err())
        .containsOnlyOnce(
            "a.train:1:1: error E0111: The file has more than 64 bytes, the most that a workflow"
                + " file may have.")
        .containsOnlyOnce("error E");
  }

  @Test
  void theProjectSaysHowLargeItsFilesMayBe() {
    tester.write("conf/trainmaster.properties", "workflow.max.size = 64 B\n");
    tester.write("a.train", Workflows.TWO_STEPS);

    assertThat(tester.run("check", "a.train").exit()).isEqualTo(3);
    assertThat(tester.run("check", "a.train", "--set", "workflow.max.size=1 KiB").exit()).isZero();
  }

  @Test
  void anImportedFileCounts() {
    tester.write("inner.train", Workflows.TWO_STEPS);
    tester.write("outer.train", "import \"inner.train\" as inner\n");

    Result result = tester.run("check", "outer.train", "--set", "workflow.max.size=64 B");

    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.out())
        .contains("outer.train:1:8: error E0111: `inner.train` has more than 64 bytes");
  }

  /** The file has more bytes than this program may have memory. */
  @Test
  void aHugeFileIsNotReadWhole() throws IOException {
    Path file = tester.write("a.train", "");
    try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
      huge.setLength(1L << 36);
    }

    assertThat(tester.run("check", "a.train").exit()).isEqualTo(3);
  }

  /** An editor puts what comes out in the place of what it has given. */
  @Test
  void aPartOfATextIsNeverGivenBack() {
    for (String[] command : new String[][] {{"fmt", "-"}, {"lint", "--fix", "-"}}) {
      Result result = withInput(Workflows.TWO_STEPS, command);

      assertThat(result.exit()).isEqualTo(3);
      assertThat(result.out()).isEmpty();
      assertThat(result.err()).contains("<stdin>:1:1: error E0111");
    }
  }

  private Result withInput(String input, String... command) {
    tester.variable("TRAINMASTER_WORKFLOW_MAX_SIZE", "64 B");
    InputStream before = System.in;
    try {
      System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
      return tester.run(command);
    } finally {
      System.setIn(before);
    }
  }
}
