package io.trainmaster.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.placement.Gpu;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NvidiaSmiTest {

  private static NvidiaSmi.Answer answer(String recorded) {
    return new NvidiaSmi(arguments -> Optional.of(recorded)).ask();
  }

  @Test
  void readsWhatIsThere() {
    NvidiaSmi.Answer answer =
        answer(
            """
            0, GPU-2d1f, NVIDIA H100 80GB HBM3, 81559, 9.0, 1024, 37
            1, GPU-77aa, Tesla T4, 15360, 7.5, 0, 0
            """);

    assertThat(answer.trouble()).isEmpty();
    assertThat(answer.gpus())
        .containsExactly(
            new Gpu(0, "GPU-2d1f", "NVIDIA H100 80GB HBM3", 81559L << 20, "9.0"),
            new Gpu(1, "GPU-77aa", "Tesla T4", 15360L << 20, "7.5"));
    assertThat(answer.readings().get(0).usedBytes()).isEqualTo(1L << 30);
    assertThat(answer.readings().get(0).busyPercent()).isEqualTo(37);
  }

  @Test
  void whatTheDriverCannotTellIsLeftOpen() {
    assertThat(answer("0, GPU-1, Tesla K80, [N/A], [N/A], [N/A], [Not Supported]\n").readings())
        .containsExactly(new NvidiaSmi.Reading(new Gpu(0, "GPU-1", "Tesla K80", 0, ""), 0, 0));
    assertThat(answer("Unable to determine the device handle for GPU0000:3B:00.0\n").readings())
        .isEmpty();
  }

  @Test
  void withoutTheProgramThereIsNoGpu() {
    NvidiaSmi.Answer answer = new NvidiaSmi(arguments -> Optional.empty()).ask();

    assertThat(answer.gpus()).isEmpty();
    assertThat(answer.trouble()).isEmpty();
  }

  @Test
  void saysWhyItDoesNotKnow() {
    NvidiaSmi.Answer answer =
        new NvidiaSmi(
                arguments -> {
                  throw new IOException("nvidia-smi does not answer");
                })
            .ask();

    assertThat(answer.gpus()).isEmpty();
    assertThat(answer.trouble()).contains("nvidia-smi does not answer");
  }
}
