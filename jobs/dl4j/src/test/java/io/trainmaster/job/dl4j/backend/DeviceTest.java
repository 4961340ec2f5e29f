package io.trainmaster.job.dl4j.backend;

import static io.trainmaster.job.network.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceTest {

  private final List<String> log = new ArrayList<>();

  @Test
  void isACpuWhereNoGpuWasGiven() throws TaskException {
    assertThat(choose(Map.of(), true, "")).isEqualTo(Device.CPU);
    assertThat(choose(Map.of("CUDA_VISIBLE_DEVICES", ""), true, "")).isEqualTo(Device.CPU);
    assertThat(choose(Map.of("CUDA_VISIBLE_DEVICES", "-1"), true, "")).isEqualTo(Device.CPU);
    assertThat(log).isEmpty();
  }

  @Test
  void isAGpuThatWasGiven() throws TaskException {
    assertThat(choose(gpu(), true, "NVIDIA A100-SXM4-80GB, 8.0\n")).isEqualTo(Device.CUDA);
    assertThat(choose(gpu(), true, "Tesla V100-SXM2-16GB, 7.0\nTesla T4, 7.5\n"))
        .isEqualTo(Device.CUDA);
  }

  @Test
  void saysThatThisBuildCannotUseAGpu() throws TaskException {
    assertThat(choose(gpu(), false, "NVIDIA A10, 8.6")).isEqualTo(Device.CPU);
    assertThat(log)
        .containsExactly("Computes on CPUs: this build has no CUDA backend; build it with -Pcuda.");
  }

  @Test
  void refusesAGpuThatNoKernelRunsOn() {
    refused(
        () -> choose(gpu(), true, "NVIDIA A10, 8.6\nNVIDIA H200, 9.0\n"),
        TaskError.DEVICE_UNSUPPORTED,
        "Deeplearning4j's CUDA library runs on GPUs of compute capability 3.7 to 8.9;"
            + " NVIDIA H200 has 9.0.",
        "resources");
  }

  @Test
  void tellsThatTheGpusCannotBeAsked() {
    refused(
        () -> choose(gpu(), true, "NVIDIA-SMI has failed"),
        TaskError.SERVICE_UNAVAILABLE,
        "The GPUs that were assigned can't be asked what they are.",
        "CUDA_VISIBLE_DEVICES=0");
  }

  @ParameterizedTest
  @CsvSource({
    "3.5, false",
    "3.7, true",
    "5.0, true",
    "5.3, true",
    "6.2, true",
    "7.0, true",
    "7.2, true",
    "7.5, true",
    "8.0, true",
    "8.6, true",
    "8.7, true",
    "8.9, true",
    "9.0, false",
    "10.0, false",
    "12.0, false",
  })
  void knowsWhatTheLibraryWasCompiledFor(String capability, boolean supported) {
    assertThat(ComputeCapability.of(capability).supported()).isEqualTo(supported);
    assertThat(ComputeCapability.of(capability)).hasToString(capability);
  }

  @Test
  void readsWhatNvidiaSmiPrints() throws IOException {
    assertThat(NvidiaSmi.parse("NVIDIA GeForce RTX 4090, 8.9\n\nName, with comma, 7.5\n"))
        .containsExactly(
            new GpuProbe.Gpu("NVIDIA GeForce RTX 4090", new ComputeCapability(8, 9)),
            new GpuProbe.Gpu("Name, with comma", new ComputeCapability(7, 5)));
    assertThatThrownBy(() -> NvidiaSmi.parse("No devices were found"))
        .isInstanceOf(IOException.class)
        .hasMessage("nvidia-smi: No devices were found");
    assertThatThrownBy(() -> ComputeCapability.of("8")).hasMessage("No compute capability: 8");
  }

  private Device choose(Map<String, String> environment, boolean cudaBuild, String printed)
      throws TaskException {
    return Device.choose(environment, cudaBuild, devices -> NvidiaSmi.parse(printed), log::add);
  }

  private static Map<String, String> gpu() {
    return Map.of("CUDA_VISIBLE_DEVICES", "0");
  }
}
