package io.trainmaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.acceptance.Trainmaster.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A call that comes too soon is held back, and what follows goes on. */
@Timeout(300)
class HeldBackTest extends WithDistribution {

  private static final String CALM =
      """
      edition 1

      /// Says something.
      operator say(text: String) -> String {
        run ["sh", "-c", "printf '{\\"value\\": \\"%s\\"}' $0 > outputs.json", "${text}"]
      }

      /// Says it once an hour.
      workflow calm() {
        told  = say("it") { cooldown 1 h }
        heard = told ?: "nothing"
        echo  = shell(["echo", "heard ${heard}"])
      }
      """;

  @BeforeEach
  void fillProject() throws Exception {
    trainmaster.workflow("calm", CALM);
  }

  @Test
  void theSecondCallIsHeldBackAndWhatFollowsGoesOn() throws Exception {
    Answer first = trainmaster.call("run", "conf/workflows/calm.train");
    assertThat(first.exitCode()).as(first.all()).isZero();
    assertThat(first.all()).contains("calm-1 succeeded").doesNotContain("Held back");
    assertThat(trainmaster.call("logs", "calm-1", "echo").out()).contains("heard it");

    Answer plan = trainmaster.call("plan", "conf/workflows/calm.train");
    assertThat(plan.exitCode()).as(plan.all()).isZero();
    assertThat(plan.out()).contains("told: Held back: run calm-1 made this call ");

    Answer second = trainmaster.call("run", "conf/workflows/calm.train");
    assertThat(second.exitCode()).as(second.all()).isZero();
    assertThat(second.all())
        .containsPattern("Held back: run calm-1 made this call .* ago, and its cooldown is 1h 0m")
        .contains("echo succeeded", "calm-2 succeeded");
    assertThat(trainmaster.call("logs", "calm-2", "echo").out()).contains("heard nothing");
    assertThat(trainmaster.call("show", "calm-2").out()).contains("Held back: run calm-1");
  }
}
