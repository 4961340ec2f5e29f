package io.trainmaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.acceptance.Trainmaster.Answer;
import io.trainmaster.acceptance.Trainmaster.Line;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A run that failed goes on by an edited file, with real task processes. */
@Timeout(600)
class EditedRunTest extends WithDistribution {

  private static final String SUMS =
      """
      edition 1

      operator count(last: Int) -> File {
        run     ["sh", "-c", "seq $0 > numbers", "${last}"]
        outputs "numbers"
      }
      operator add(numbers: File, others: File) -> File {
        run     ["sh", "-c", "test $(wc -l < $0) -gt 10 && cp $0 sum", "${numbers}"]
        outputs "sum"
      }
      operator end(numbers: File, lines: Int) -> File {
        run     ["sh", "-c", "tail -n $1 $0 > end", "${numbers}", "${lines}"]
        outputs "end"
      }
      workflow sums() {
        small = count(last: 5)
        large = count(last: 50)
        sum   = add(small, large)
        last  = end(large, lines: 1)
      }
      """;

  @BeforeEach
  void aRunThatFailed() throws Exception {
    trainmaster.workflow("sums", SUMS);
    Answer failed = trainmaster.call("run", "conf/workflows/sums.train");
    assertThat(failed.exitCode()).as(failed.all()).isEqualTo(1);
    assertThat(failed.all()).contains("task sum:", "trainmaster resume sums-1");
  }

  @Test
  void whatSucceededStaysAndWhatWasEditedRuns() throws Exception {
    trainmaster.workflow(
        "edited", SUMS.replace("-gt 10 ", "-gt 4 ").replace("lines: 1)", "lines: 2)"));
    List<Line> before = trainmaster.bodies();

    Answer plan =
        trainmaster.call("resume", "sums-1", "--with", "conf/workflows/edited.train", "--dry-run");
    assertThat(plan.exitCode()).as(plan.all()).isZero();
    assertThat(plan.out())
        .containsPattern("small +stays")
        .containsPattern("large +stays")
        .containsPattern("sum +runs: it failed")
        .containsPattern("last +runs: ")
        .contains("2 of 4 tasks stay as they are.");
    assertThat(trainmaster.bodies()).as("a dry run begins nothing").isEqualTo(before);

    Answer resumed = trainmaster.call("resume", "sums-1", "--with", "conf/workflows/edited.train");
    assertThat(resumed.exitCode()).as(resumed.all()).isZero();
    assertThat(resumed.out()).contains("2 of 4 tasks stay as they are.", "sums-1 succeeded");
    List<Line> bodies = trainmaster.bodies();
    assertThat(bodies.subList(before.size(), bodies.size()))
        .filteredOn(line -> line.event().equals("start"))
        .extracting(Line::task)
        .containsExactlyInAnyOrder("sum", "last");
    assertThat(Files.readString(trainmaster.project().resolve(".trainmaster/runs/sums-1/last/out")))
        .isEqualTo("49\n50\n");

    Answer shown = trainmaster.call("show", "sums-1");
    assertThat(shown.out())
        .containsPattern("sums-1 +succeeded")
        .containsPattern("edited .* UTC: Goes on with version [0-9a-f]{12} in place of");
    Answer again = trainmaster.call("resume", "sums-1");
    assertThat(again.exitCode()).as("nothing is left to do").isNotZero();
    assertThat(trainmaster.bodies()).hasSize(bodies.size());
  }

  @Test
  void anEditThatIsWrongChangesNothing() throws Exception {
    trainmaster.workflow("edited", SUMS.replace("add(small, large)", "add(smal, large)"));
    List<Line> before = trainmaster.bodies();

    Answer refused = trainmaster.call("resume", "sums-1", "--with", "conf/workflows/edited.train");

    assertThat(refused.exitCode()).as(refused.all()).isEqualTo(3);
    assertThat(refused.all()).contains("smal");
    assertThat(trainmaster.bodies()).isEqualTo(before);
    assertThat(trainmaster.call("show", "sums-1").out())
        .containsPattern("sums-1 +failed")
        .doesNotContain("edited");
  }
}
