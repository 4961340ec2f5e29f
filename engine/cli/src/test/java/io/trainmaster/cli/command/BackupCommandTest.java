package io.trainmaster.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.cli.command.CommandTester.Result;
import io.trainmaster.store.StateFolder;
import io.trainmaster.testkit.SampleRun;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupCommandTest {
  @TempDir Path folder;
  CommandTester tester;

  @BeforeEach
  void start() {
    tester = new CommandTester(folder);
  }

  @Test
  void aCopyHasTheRunsAndIsServedOnlyWhenItIsTold() {
    try (StateFolder held = StateFolder.open(tester.project().resolve(".trainmaster"))) {
      held.runs().commit(List.of(new SampleRun("churn", 1).created()));
      Result made = tester.run("backup", "copy");
      assertThat(made.err())
          .isEqualTo(
              tester.project().resolve("copy")
                  + " has all that was recorded: 0 artifacts, 0 of them new.\n");
      assertThat(made.exit()).isZero();
    }
    assertThat(tester.run("runs", "--set", "state.dir=copy").out()).contains("churn-1");
    Result served = tester.run("server", "--set", "state.dir=copy");
    assertThat(served.exit()).isEqualTo(69);
    assertThat(served.err())
        .contains("copy is a backup. Copied from " + tester.project().resolve(".trainmaster"))
        .contains("trainmaster server --take-over");
    assertThat(tester.run("backup", "copy", "--output", "json").out()).contains("\"copied\" : 0");
  }

  @Test
  void whatIsNoBackupIsNotWrittenOver() {
    tester.write("thesis/text", "years of work");
    assertThat(tester.run("backup", "other").err()).contains("nothing has been run here");
    try (StateFolder held = StateFolder.open(tester.project().resolve(".trainmaster"))) {
      held.runs().commit(List.of(new SampleRun("churn", 1).created()));
    }
    Result refused = tester.run("backup", "thesis");
    assertThat(refused.exit()).isEqualTo(73);
    assertThat(refused.err()).contains("is no backup, and not empty");
  }
}
