package io.trainmaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.acceptance.Trainmaster.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Loops, branches, cleanups, imports and operators of one's own, with real processes. */
@Timeout(300)
class FlowTest extends WithDistribution {

  private static final String COMMON =
      """
      edition 1

      /// Writes a number into a file, unless it is 13.
      operator write(number: Int) -> { file: File; twice: Int } {
        run     ["sh", "-c", "test $0 != 13 && echo $0 > n.txt && printf '{\\"twice\\": %d}' $(($0 * 2)) > outputs.json", "${number}"]
        outputs file: "n.txt"
      }
      """;

  private static final String FLOW =
      """
      edition 1

      import "common.train" as common

      /// Doubles numbers.
      workflow flow(last: Int = 14, strong: Bool = false) {
        doubled = for n in 11 .. last {
          tolerate 40%
          written = common.write(n)
          require written.twice != 28 else skip "28 is too many"
          yield written.twice
        }
        require 22 in doubled and not (28 in doubled) else fail "doubled wrongly"
        if strong { shell(["sh", "-c", "echo strong"]) } else { weak = shell(["sh", "-c", "echo weak"]) }
        finally { tidy = shell(["sh", "-c", "echo tidied"]) }
      }
      """;

  @BeforeEach
  void fillProject() throws Exception {
    trainmaster.workflow("common", COMMON);
    trainmaster.workflow("flow", FLOW);
  }

  @Test
  void itemsFailAndAreSkippedAndOneBranchIsTaken() throws Exception {
    Answer run = trainmaster.call("run", "conf/workflows/flow.train");

    assertThat(run.exitCode()).as(run.all()).isZero();
    assertThat(run.all())
        .contains("doubled[13].written failed")
        .contains("doubled[14].require-2 was skipped: 28 is too many")
        .contains("weak succeeded")
        .contains("tidy succeeded")
        .doesNotContain("shell started")
        .contains("flow-1 succeeded");
    assertThat(trainmaster.call("logs", "flow-1", "tidy").out()).contains("tidied");
  }

  @Test
  void tooManyFailedItemsFailTheRunWhichIsTidiedUpAllTheSame() throws Exception {
    Answer run = trainmaster.call("run", "conf/workflows/flow.train", "-p", "last=11");
    assertThat(run.exitCode()).as(run.all()).isZero();

    trainmaster.workflow("flow", FLOW.replace("11 .. last", "13 .. last"));
    Answer failed = trainmaster.call("run", "conf/workflows/flow.train");

    assertThat(failed.exitCode()).as(failed.all()).isEqualTo(1);
    assertThat(failed.all())
        .contains("1 of 2 items of `doubled` failed, more than the 40 % tolerated")
        .contains("task doubled[13].written: The command ended with exit code 1.")
        .contains("tidy succeeded");
  }
}
