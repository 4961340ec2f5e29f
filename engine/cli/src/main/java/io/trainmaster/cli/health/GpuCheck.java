package io.trainmaster.cli.health;

import io.trainmaster.model.ValueText;
import io.trainmaster.placement.Gpu;
import io.trainmaster.worker.NvidiaSmi;
import java.util.List;

/**
 * The GPUs of this machine, each with the verdict whether Deeplearning4j can use it: its CUDA 11.6
 * build has kernels for compute capability 3.7 to 8.6 and none that later ones could compile, so
 * that 8.9 runs by binary compatibility and 9.0 and later don't.
 */
public final class GpuCheck {
  private static final double OLDEST = 3.7;
  private static final double NEWEST = 8.9;

  private GpuCheck() {}

  /** One finding for each GPU. */
  public static List<Finding> of(NvidiaSmi.Answer answer) {
    if (answer.trouble().isPresent()) {
      return List.of(Finding.note("gpu", answer.trouble().get()));
    }
    return answer.gpus().isEmpty()
        ? List.of(Finding.ok("gpu", "none that nvidia-smi lists; networks train on CPUs"))
        : answer.gpus().stream().map(GpuCheck::verdict).toList();
  }

  private static Finding verdict(Gpu gpu) {
    String card =
        "%s, %s, compute capability %s"
            .formatted(gpu.model(), ValueText.bytes(gpu.memoryBytes()), gpu.capability());
    try {
      double number = Double.parseDouble(gpu.capability());
      return number >= OLDEST && number <= NEWEST
          ? Finding.ok("gpu", card + "; Deeplearning4j on CUDA 11.6 can use it")
          : Finding.note(
              "gpu",
              card
                  + "; Deeplearning4j's CUDA 11.6 build takes 3.7 to 8.9: networks train on CPUs,"
                  + " programs of other frameworks can use it");
    } catch (NumberFormatException e) {
      return Finding.note("gpu", gpu.model() + "; its compute capability is not known");
    }
  }
}
