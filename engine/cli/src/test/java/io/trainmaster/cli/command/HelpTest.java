package io.trainmaster.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.cli.command.CommandTester.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {
  @TempDir Path folder;
  CommandTester tester;

  @BeforeEach
  void start() {
    tester = new CommandTester(folder);
  }

  @Test
  void listsEveryCommand() {
    Result result = tester.run("--help");

    assertThat(result.exit()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .startsWith("Batch orchestration for machine learning on Spark.\n")
        .contains("Usage: trainmaster [OPTIONS] COMMAND")
        .contains("Global options:")
        .contains(
            List.of(
                "init",
                "import",
                "sample",
                "check",
                "lint",
                "fmt",
                "test",
                "graph",
                "schedule",
                "run",
                "resume",
                "runs",
                "show",
                "logs",
                "compare",
                "models",
                "operators",
                "explain",
                "lsp",
                "simulate",
                "config",
                "doctor",
                "completion"))
        .contains("Exit codes:")
        .contains("   78   A setting is unknown");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "init",
        "import",
        "sample",
        "check",
        "lint",
        "fmt",
        "test",
        "graph",
        "schedule",
        "run",
        "resume",
        "runs",
        "show",
        "logs",
        "compare",
        "models",
        "operators",
        "explain",
        "lsp",
        "simulate",
        "config",
        "doctor",
        "completion"
      })
  void describesEachCommand(String command) {
    Result result = tester.run(command, "--help");

    assertThat(result.exit()).isZero();
    assertThat(result.out()).contains("Usage: trainmaster " + command).contains("--output=FORMAT");
  }

  @Test
  void withoutACommandShowsTheHelp() {
    Result result = tester.run();

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("Usage: trainmaster");
  }

  @Test
  void suggestsTheCommandThatWasMeant() {
    Result result = tester.run("chek", "x.train");

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("chek").contains("Did you mean check?");
  }

  @Test
  void refusesAnUnknownOption() {
    Result result = tester.run("runs", "--limt", "3");

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err())
        .contains("error: Unknown option")
        .contains("`trainmaster runs --help` shows what it takes.");
  }

  @Test
  void takesGlobalOptionsBeforeAndAfterTheCommand() {
    assertThat(tester.run("--output", "json", "config").out()).startsWith("[");
    assertThat(tester.run("config", "--output", "json").out()).startsWith("[");
  }

  @Test
  void showsTheVersion() {
    assertThat(tester.run("--version").out()).startsWith("trainmaster ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh"})
  void completionScriptIsAScript(String shell) throws IOException, InterruptedException {
    Result result = tester.run("completion", shell);

    assertThat(result.out()).contains("_complete_trainmaster");
    Process bash = new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
    try (var script = bash.getOutputStream()) {
      script.write(result.out().getBytes(StandardCharsets.UTF_8));
    }
    assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).isEmpty();
    assertThat(bash.waitFor()).isZero();
  }
}
