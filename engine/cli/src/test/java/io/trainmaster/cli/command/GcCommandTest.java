package io.trainmaster.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.cli.command.CommandTester.Result;
import io.trainmaster.run.RunPhase;
import io.trainmaster.store.StateFolder;
import io.trainmaster.testkit.SampleRun;
import io.trainmaster.track.Change;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GcCommandTest {
  @TempDir Path folder;
  CommandTester tester;

  @BeforeEach
  void start() {
    tester = new CommandTester(folder);
    try (StateFolder held = StateFolder.open(tester.project().resolve(".trainmaster"))) {
      for (int number = 1; number <= 3; number++) {
        SampleRun run = new SampleRun("churn", number);
        held.runs()
            .commit(
                List.of(
                    run.created(),
                    new Change.RunChanged(run.summary(RunPhase.FAILED, "It broke."))));
      }
    }
  }

  @Test
  void oldRunsAreListedAndThenDeletedButForTheLast() {
    Result listed = tester.run("gc", "--older-than", "30 days", "--dry-run");
    assertThat(listed.out()).isEqualTo("churn-2\nchurn-1\n");
    assertThat(listed.err()).isEqualTo("2 runs. Nothing was deleted.\n");
    assertThat(tester.run("gc", "--older-than", "30 days").err())
        .isEqualTo("2 runs are gone, 0 records of what triggers did, and 0 artifacts with 0 B.\n");
    assertThat(tester.run("runs").out()).contains("churn-3").doesNotContain("churn-1");
    assertThat(tester.run("gc", "--older-than", "30 d", "--keep", "0", "-o", "json").exit())
        .isEqualTo(2);
    assertThat(tester.run("gc", "--older-than", "30 d", "--keep", "0", "--output", "json").out())
        .contains("\"runs\" : [ \"churn-3\" ]", "\"reasons\" : 0");
  }

  @Test
  void whatIsNotOldEnoughStays() {
    assertThat(tester.run("gc", "--older-than", "36000 days", "--keep", "0").err())
        .startsWith("0 runs are gone");
  }

  @Test
  void aTimeThatIsNoneIsRefused() {
    assertThat(tester.run("gc").exit()).isEqualTo(2);
    Result result = tester.run("gc", "--older-than", "long");
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("--older-than is no time: long.").contains("h or days");
    assertThat(tester.run("gc", "--older-than", "1 h", "--keep", "-1").exit()).isEqualTo(2);
  }
}
