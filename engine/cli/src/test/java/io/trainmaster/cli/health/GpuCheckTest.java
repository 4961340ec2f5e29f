package io.trainmaster.cli.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.cli.health.Finding.Verdict;
import io.trainmaster.worker.NvidiaSmi;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuCheckTest {

  private static List<Finding> findings(String recorded) {
    return GpuCheck.of(new NvidiaSmi(arguments -> Optional.of(recorded)).ask());
  }

  @Test
  void saysWhyTheDriverIsSilent() {
    var silent =
        new NvidiaSmi.Answer(
            List.of(), Optional.of("nvidia-smi failed; its driver may not be loaded"));

    assertThat(GpuCheck.of(silent))
        .extracting(Finding::text)
        .containsExactly("nvidia-smi failed; its driver may not be loaded");
  }

  @ParameterizedTest
  @CsvSource({
    "3.5,NOTE",
    "3.7,OK",
    "7.0,OK",
    "8.6,OK",
    "8.9,OK",
    "9.0,NOTE",
    "12.0,NOTE",
    "?,NOTE"
  })
  void judgesByComputeCapability(String capability, Verdict verdict) {
    assertThat(findings("0, GPU-1, NVIDIA X, 24564, " + capability + ", 0, 0\n"))
        .extracting(Finding::verdict)
        .containsExactly(verdict);
  }

  @Test
  void namesEachCard() {
    assertThat(
            findings(
                "0, GPU-1, NVIDIA A100, 40960, 8.0, 0, 0\n"
                    + "1, GPU-2, NVIDIA H200, 143771, 9.0, 0, 0\n"))
        .extracting(Finding::text)
        .satisfiesExactly(
            text -> assertThat(text).startsWith("NVIDIA A100, 40 GiB, compute capability 8.0;"),
            text -> assertThat(text).contains("H200").contains("networks train on CPUs"));
    assertThat(findings(""))
        .extracting(Finding::text)
        .containsExactly("none that nvidia-smi lists; networks train on CPUs");
  }

  @Test
  void wantsMemory() {
    assertThat(MachineCheck.memory(1L << 30).verdict()).isEqualTo(Verdict.NOTE);
    assertThat(MachineCheck.memory(8L << 30).verdict()).isEqualTo(Verdict.OK);
  }
}
