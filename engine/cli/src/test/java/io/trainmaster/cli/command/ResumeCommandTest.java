package io.trainmaster.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a run goes on, as it was or edited; its tasks are decided by the engine itself. */
class ResumeCommandTest {

  private static final String TEXT =
      """
      workflow limits(low: Int = 1, high: Int = 5) {
        require low > 0 else fail "low is ${low}"
        sums = for n in 1 .. 2 { yield n + low }
        require high > 9 else fail "high is ${high}"
      }
      """;

  @TempDir Path folder;
  private CommandTester tester;

  @BeforeEach
  void aRunThatFailed() {
    tester = new CommandTester(folder);
    tester.write("limits.train", TEXT);
    assertThat(tester.run("run", "limits.train").exit()).isEqualTo(1);
  }

  private String phase() {
    String json = tester.run("runs", "--output", "json").out();
    return json.contains("SUCCEEDED") ? "succeeded" : json.contains("FAILED") ? "failed" : json;
  }

  @Test
  void withAnotherParameterItSaysWhatStaysAndGoesOn() {
    CommandTester.Result result = tester.run("resume", "limits-1", "-p", "high=10");

    assertThat(timeless(result))
        .isEqualTo(
            """
            TASK        IN limits-1
            require-1   stays
            sums.items  stays
            sums        stays
            require-2   runs: it failed
            3 of 4 tasks stay as they are.
            ✔ limits-1 succeeded in 0ms
              next     trainmaster show limits-1
            """);
    assertThat(result.exit()).isZero();
    assertThat(phase()).isEqualTo("succeeded");
    assertThat(tester.run("show", "limits-1").out()).contains("high  10");
  }

  @Test
  void aParameterThatTasksHaveReadRunsThemAgain() {
    CommandTester.Result result =
        tester.run("resume", "limits-1", "--dry-run", "-p", "low=2", "-p", "high=10");

    assertThat(timeless(result))
        .isEqualTo(
            """
            TASK        IN limits-1
            require-1   runs: parameter `low` was 1 and is 2
            sums.items  runs: it comes after `require-1`
            sums        runs: parameter `low` was 1 and is 2
            require-2   runs: it failed
            0 of 4 tasks stay as they are.
            """);
    assertThat(result.exit()).isZero();
    assertThat(phase()).isEqualTo("failed");
    assertThat(tester.run("show", "limits-1").out()).contains("high  5");
  }

  @Test
  void withAnotherFileTheTasksThatAreTheSameStay() {
    tester.write(
        "edited.train",
        TEXT.replace("high > 9", "high > 2")
            .replace(
                "sums = for n in 1 .. 2 { yield n + low }", "require low < 9 else fail \"no\""));

    CommandTester.Result result = tester.run("resume", "limits-1", "--with", "edited.train");

    assertThat(timeless(result))
        .isEqualTo(
            """
            TASK        IN limits-1
            require-1   stays
            require-2   runs: it failed
            require-3   runs: it is new
            sums.items  is dropped
            sums        is dropped
            1 of 3 tasks stay as they are.
            ✔ limits-1 succeeded in 0ms
              next     trainmaster show limits-1
            """);
    assertThat(result.exit()).isZero();
    assertThat(phase()).isEqualTo("succeeded");
    assertThat(tester.run("show", "limits-1").out())
        .containsPattern(
            "edited .* UTC: Goes on with version [0-9a-f]{12} in place of [0-9a-f]{12}");
  }

  @Test
  void aDryRunForAProgramIsALineOfJson() {
    CommandTester.Result result =
        tester.run("resume", "limits-1", "--dry-run", "-p", "high=10", "--output", "json");

    assertThat(result.out().strip())
        .isEqualTo(
            "{\"event\":\"revised\",\"run\":\"limits-1\",\"tasks\":["
                + "{\"task\":\"require-1\",\"stays\":true},"
                + "{\"task\":\"sums.items\",\"stays\":true},"
                + "{\"task\":\"sums\",\"stays\":true},"
                + "{\"task\":\"require-2\",\"stays\":false,\"runs\":\"it failed\"}],\"dropped\":[]}");
  }

  @Test
  void anUnchangedFileGoesOnAsItWas() {
    CommandTester.Result result = tester.run("resume", "limits-1", "--with", "limits.train");

    assertThat(result.out()).contains("3 of 4 tasks stay as they are.");
    assertThat(result.exit()).isEqualTo(1);
    assertThat(phase()).isEqualTo("failed");
  }

  @Test
  void aRunThatDoesNotExistIsNotGoneOnWith() {
    refused(66, "There is no run nothing-1.", "resume", "nothing-1", "-p", "high=10");
  }

  @Test
  void aParameterThatIsNotThereIsRefused() {
    refused(2, "height", "resume", "limits-1", "-p", "height=10");
  }

  @Test
  void aParameterOfAnotherTypeIsRefused() {
    refused(2, "high", "resume", "limits-1", "-p", "high=much");
  }

  @Test
  void aFileWithFaultsIsRefused() {
    tester.write("broken.train", "workflow limits( {");
    refused(3, "broken.train:1", "resume", "limits-1", "--with", "broken.train");
  }

  @Test
  void aFileOfAnotherWorkflowIsRefused() {
    tester.write("other.train", "workflow other() { require 1 > 0 else fail \"no\" }\n");
    refused(
        66,
        "There is no workflow limits in other.train.",
        "resume",
        "limits-1",
        "--with",
        "other.train");
  }

  @Test
  void aFileThatIsNotThereIsRefused() {
    refused(66, "none.train", "resume", "limits-1", "--with", "none.train");
  }

  @Test
  void aDryRunNeedsAnEdit() {
    refused(2, "nothing is edited", "resume", "limits-1", "--dry-run");
  }

  @Test
  void whatSucceededIsOver() {
    assertThat(tester.run("resume", "limits-1", "-p", "high=10").exit()).isZero();
    refused(2, "there is nothing left to do", "resume", "limits-1", "-p", "high=11");
  }

  private static String timeless(CommandTester.Result result) {
    return result.out().replaceAll(" in [0-9]+m?s\n", " in 0ms\n");
  }

  private void refused(int exit, String words, String... arguments) {
    String before = tester.run("show", "limits-1").out();

    CommandTester.Result result = tester.run(arguments);

    assertThat(result.err() + result.out()).contains(words);
    assertThat(result.exit()).as(result.err()).isEqualTo(exit);
    assertThat(tester.run("show", "limits-1").out()).isEqualTo(before);
  }
}
