package io.trainmaster.cli.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.cli.health.Finding.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuCheckTest {
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
    assertThat(GpuCheck.findings("NVIDIA X, 24564 MiB, " + capability + "\n"))
        .extracting(Finding::verdict)
        .containsExactly(verdict);
  }

  @Test
  void namesEachCard() {
    assertThat(GpuCheck.findings("NVIDIA A100, 40960 MiB, 8.0\nNVIDIA H200, 143771 MiB, 9.0\n"))
        .extracting(Finding::text)
        .satisfiesExactly(
            text -> assertThat(text).startsWith("NVIDIA A100, 40960 MiB, compute capability 8.0;"),
            text -> assertThat(text).contains("H200").contains("networks train on CPUs"));
    assertThat(GpuCheck.findings("")).extracting(Finding::text).containsExactly("none");
  }

  @Test
  void wantsMemory() {
    assertThat(MachineCheck.memory(1L << 30).verdict()).isEqualTo(Verdict.NOTE);
    assertThat(MachineCheck.memory(8L << 30).verdict()).isEqualTo(Verdict.OK);
  }
}
