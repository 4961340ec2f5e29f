package io.trainmaster.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

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

class FmtCommandTest {
  private static final String CROOKED = "workflow w() {\r\n x =  f( 1 )\n}";
  private static final String STRAIGHT = "workflow w() {\n  x = f(1)\n}\n";

  @TempDir Path folder;
  CommandTester tester;

  @BeforeEach
  void start() {
    tester = new CommandTester(folder);
  }

  @Test
  void laysOutInPlaceAndLeavesNothingBehind() throws IOException {
    Path file = tester.write("flows/a.train", CROOKED);

    Result result = tester.run("fmt", "flows/a.train");

    assertThat(result).isEqualTo(new Result(0, "", "formatted flows/a.train\n"));
    assertThat(file).hasContent(STRAIGHT);
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
    assertThat(tester.run("fmt", "flows/a.train")).isEqualTo(new Result(0, "", ""));
  }

  @Test
  void checkListsWhatDiffersAndWritesNothing() {
    Path file = tester.write("a.train", CROOKED);
    tester.write("b.train", STRAIGHT);

    assertThat(tester.run("fmt", "--check", "a.train", "b.train"))
        .isEqualTo(new Result(4, "a.train\n", ""));
    assertThat(file).hasContent(CROOKED);
    assertThat(tester.run("fmt", "--check", "b.train").exit()).isZero();
  }

  @Test
  void diffShowsWhatWouldChange() {
    Path file = tester.write("a.train", CROOKED.replace("\r", ""));

    assertThat(tester.run("fmt", "--diff", "a.train").out())
        .isEqualTo(
            """
            --- a.train
            +++ a.train (formatted)
            @@ -1,3 +1,3 @@
             workflow w() {
            - x =  f( 1 )
            -}
            \\ No newline at end of file
            +  x = f(1)
            +}
            """);
    assertThat(file).hasContent(CROOKED.replace("\r", ""));
  }

  @Test
  void readsStandardInput() {
    InputStream before = System.in;
    try {
      System.setIn(new ByteArrayInputStream(CROOKED.getBytes(StandardCharsets.UTF_8)));
      assertThat(tester.run("fmt", "-")).isEqualTo(new Result(0, STRAIGHT, ""));
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void leavesAFileWithFaultsAlone() {
    Path file = tester.write("a.train", "workflow w( {\n");

    Result result = tester.run("fmt", "a.train");

    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.err()).contains("a.train:1:13: error E0202");
    assertThat(file).hasContent("workflow w( {\n");
    assertThat(tester.run("fmt", "nowhere.train").exit()).isEqualTo(66);
  }
}
