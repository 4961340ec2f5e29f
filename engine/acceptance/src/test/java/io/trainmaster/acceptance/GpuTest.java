package io.trainmaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.acceptance.Trainmaster.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tasks that ask for a GPU, on a machine of which it is said that it has two. */
@Timeout(300)
class GpuTest extends WithDistribution {

  /** A second task on a GPU would find the folder there, and fail. */
  private static final String CARDS =
      """
      edition 1

      /// Uses a GPU for a while.
      operator busy(place: String) -> String {
        run ["sh", "-c", "g=$CUDA_VISIBLE_DEVICES; mkdir $0/gpu-$g && sleep 1 && rmdir $0/gpu-$g && printf '{\\"value\\": \\"%s\\"}' $g > outputs.json", "${place}"]
      }

      /// Four tasks share two GPUs, and one has none.
      workflow cards(place: String) {
        for part in 1 .. 4 {
          used = busy(place) { resources { gpu 1 } }
        }
        none = shell(["sh", "-c", "echo sees GPU $CUDA_VISIBLE_DEVICES."])
      }
      """;

  @Test
  void eachHasOneForItselfAndSeesNoOther() throws Exception {
    trainmaster.workflow("cards", CARDS);
    Answer plan =
        trainmaster.call("plan", "conf/workflows/cards.train", "-p", "place=" + directory);
    assertThat(plan.all()).contains("0 GPUs and 1 are asked for");

    Answer run =
        trainmaster.call(
            "run",
            "conf/workflows/cards.train",
            "-p",
            "place=" + directory,
            "--set",
            "engine.gpus=2",
            "--set",
            "engine.cpus=8");

    assertThat(run.exitCode()).as(run.all()).isZero();
    assertThat(trainmaster.call("logs", "cards-1", "none").out()).contains("sees GPU .");
    assertThat(trainmaster.call("show", "cards-1").out()).contains(", GPU 0").contains(", GPU 1");
    assertThat(trainmaster.call("nodes", "--set", "engine.gpus=2").out()).contains("0 of 2");
  }
}
