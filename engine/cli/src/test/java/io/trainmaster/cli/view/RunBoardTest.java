package io.trainmaster.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.cli.console.Style;
import io.trainmaster.model.Expression;
import io.trainmaster.model.Policy;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.run.RunId;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.track.Metric;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RunBoardTest {
  private static final TaskId RAW = new TaskId("raw");
  private static final TaskId BEST = new TaskId("best");

  private Instant now = Instant.parse("2026-01-02T03:04:05Z");

  private final RunBoard board = new RunBoard(graph(), clock());

  @Test
  void showsWhereEachTaskStands() {
    board.planned(new RunId("w-1"), List.of(RAW, trial(1), trial(2), BEST));
    board.moved(RAW, TaskPhase.RUNNING, "", Optional.empty());
    pass(4200);
    board.progress(RAW, 0.5, "stage 1 of 2");

    assertThat(lines(70))
        .containsExactly(
            "● raw   ingest.csv      50% stage 1 of 2                          4.2s",
            "· best  tune train.gbt  0 of 2 trials");
    assertThat(board.run()).contains(new RunId("w-1"));
  }

  @Test
  void foldsTrialsIntoTheLineOfTheirSearch() {
    board.planned(new RunId("w-1"), List.of(RAW, trial(1), trial(2), BEST));
    board.moved(RAW, TaskPhase.SUCCEEDED, "", Optional.of(dataset(20_000)));
    board.moved(trial(1), TaskPhase.RUNNING, "", Optional.empty());
    board.metric(trial(1), new Metric("validation.auc", 0.87123456, 0));
    board.metric(trial(1), new Metric("train.loss", 0.1, 0));
    board.moved(trial(1), TaskPhase.SUCCEEDED, "", Optional.empty());
    board.moved(trial(2), TaskPhase.RUNNING, "", Optional.empty());
    board.metric(trial(2), new Metric("validation.auc", 0.5, 0));
    pass(61_000);

    assertThat(lines(80).get(0)).contains("✔ raw").contains("20,000 rows");
    assertThat(lines(80).get(1))
        .contains("● best")
        .contains("1 of 2 trials, best auc 0.8712")
        .endsWith("  1m 1s");
  }

  @Test
  void endsASearchWithWhatItChose() {
    board.planned(new RunId("w-1"), List.of(RAW, trial(1), BEST));
    Value chosen =
        new Value.Fields(
            Map.of("metric", new Value.Real(0.9), "trials", new Value.Items(List.of(dataset(1)))));
    board.moved(BEST, TaskPhase.SUCCEEDED, "", Optional.of(chosen));

    assertThat(lines(80).get(1)).contains("✔ best").contains("best of 1 trial: 0.9");
  }

  @Test
  void cutsWhatDoesNotFit() {
    board.moved(RAW, TaskPhase.FAILED, "a very long message that says it all", Optional.empty());

    assertThat(lines(50)).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(50));
    assertThat(lines(50).get(0)).contains("a very long mes…");
  }

  @Test
  void knowsSymbolsForEveryPhase() {
    Symbols ascii = Symbols.of(Map.of("LANG", "C"));
    for (TaskPhase phase : TaskPhase.values()) {
      assertThat(ascii.of(phase)).hasSize(1).matches("\\p{ASCII}");
      assertThat(Symbols.of(Map.of("LC_ALL", "de_DE.utf8")).of(phase)).hasSize(1);
    }
  }

  @Test
  void putsOutputsIntoAFewWords() {
    assertThat(OutputText.brief(dataset(5))).isEqualTo("5 rows");
    assertThat(OutputText.brief(Value.ABSENT)).isEmpty();
    assertThat(OutputText.brief(new Value.Bool(true))).isEmpty();
    assertThat(
            OutputText.brief(
                new Value.Artifact(
                    "ModelVersion",
                    "d",
                    Map.of("name", Value.text("m"), "version", new Value.Int(3)))))
        .isEqualTo("m v3");
    assertThat(
            OutputText.brief(
                new Value.Artifact(
                    "Report",
                    "d",
                    Map.of(
                        "f1", new Value.Real(0.5),
                        "auc", new Value.Real(0.9),
                        "rows", new Value.Int(10)))))
        .isEqualTo("auc 0.9, f1 0.5");
  }

  private List<String> lines(int width) {
    return new BoardText(board.rows(), Symbols.of(Map.of("LANG", "C.UTF-8")), Style.PLAIN, width)
        .lines();
  }

  private void pass(long millis) {
    now = now.plus(Duration.ofMillis(millis));
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public java.time.ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(java.time.ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return now;
      }
    };
  }

  private static TaskId trial(int number) {
    return BEST.child("trial-" + number);
  }

  private static Value dataset(long rows) {
    return new Value.Artifact("Dataset", "d".repeat(64), Map.of("rows", new Value.Int(rows)));
  }

  private static WorkflowGraph graph() {
    TaskSpec.Operator raw = operator(RAW, "ingest.csv", Map.of());
    TaskSpec.Operator gbt =
        operator(BEST, "train.gbt", Map.of("train", new Expression.Output(RAW)));
    TaskSpec best =
        new TaskSpec.Tune(
            BEST,
            2,
            Set.of(),
            gbt,
            new Expression.Literal(Value.text("grid")),
            Map.of(),
            "validation.auc",
            true,
            Optional.empty(),
            Optional.empty());
    return new WorkflowGraph("w", "", List.of(), List.of(raw, best), Optional.empty());
  }

  private static TaskSpec.Operator operator(
      TaskId id, String name, Map<String, Expression> arguments) {
    return new TaskSpec.Operator(
        id, 1, Set.of(), name, arguments, List.of(), Policy.DEFAULT, TaskSpec.Isolation.SHARED);
  }
}
