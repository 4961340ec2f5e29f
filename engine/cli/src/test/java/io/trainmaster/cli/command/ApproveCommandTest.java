package io.trainmaster.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.cli.command.CommandTester.Result;
import io.trainmaster.run.AttemptPhase;
import io.trainmaster.store.StateFolder;
import io.trainmaster.testkit.SampleRun;
import io.trainmaster.track.Approval;
import io.trainmaster.track.Change;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApproveCommandTest {
  private static final SampleRun RUN = new SampleRun("churn", 1);

  @TempDir Path folder;
  CommandTester tester;

  @BeforeEach
  void start() {
    tester = new CommandTester(folder);
    try (StateFolder held = StateFolder.open(tester.project().resolve(".trainmaster"))) {
      held.runs()
          .commit(List.of(RUN.created(), RUN.attempted(SampleRun.FIT, 1, AttemptPhase.LAUNCHED)));
      held.runs().commit(List.of(new Change.ApprovalAsked(asked())));
    }
  }

  private static Approval asked() {
    return new Approval(
        new Approval.Key(RUN.id(), SampleRun.FIT, 1),
        "Release churn v3?",
        "ml-leads",
        Instant.parse("2026-05-01T10:00:00Z"),
        Instant.parse("2026-05-02T10:00:00Z"),
        Optional.empty());
  }

  @Test
  void whatIsOpenIsListed() {
    assertThat(tester.run("approve").out())
        .isEqualTo(
            """
            RUN      TASK  ASKED     UNTIL (UTC)          QUESTION
            churn-1  fit   ml-leads  2026-05-02 10:00:00  Release churn v3?
            """);
    assertThat(tester.run("approve", "--output", "json").out())
        .contains("\"question\" : \"Release churn v3?\"");
  }

  @Test
  void theFirstAnswerCounts() {
    Result granted = tester.run("approve", "churn-1", "--as", "ada", "--comment", "Go.");
    assertThat(granted.exit()).isZero();
    assertThat(granted.err()).isEqualTo("churn-1 is granted: Release churn v3?\n");
    assertThat(answer()).contains("true ada Go.");

    Result late = tester.run("approve", "churn-1", "--refuse");
    assertThat(late.exit()).isEqualTo(66);
    assertThat(late.err())
        .isEqualTo(
            """
            error: Run churn-1 asks nothing.
              mend: `trainmaster approve` lists what is open.
            """);
    assertThat(answer()).contains("true ada Go.");
    assertThat(tester.run("approve").err()).isEqualTo("Nothing is asked.\n");
  }

  @Test
  void itCanBeRefused() {
    assertThat(tester.run("approve", "churn-1", "fit", "--refuse", "--as", "bob").err())
        .isEqualTo("churn-1 is refused: Release churn v3?\n");
    assertThat(answer()).contains("false bob ");
  }

  @Test
  void whatAsksNothingIsSaid() {
    assertThat(tester.run("approve", "churn-1", "load").err())
        .contains("asks nothing by this task.");
    assertThat(tester.run("approve", "churn-9").exit()).isEqualTo(66);
  }

  private Optional<String> answer() {
    try (StateFolder state = StateFolder.read(tester.project().resolve(".trainmaster"))) {
      return state
          .runs()
          .approvals()
          .find(asked().key())
          .flatMap(Approval::answer)
          .map(answer -> answer.granted() + " " + answer.by() + " " + answer.comment());
    }
  }
}
