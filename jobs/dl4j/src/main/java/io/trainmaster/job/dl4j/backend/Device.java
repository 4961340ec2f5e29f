package io.trainmaster.job.dl4j.backend;

import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;

/** What networks are computed on. */
enum Device {
  CPU("dl4j-cpu", "org.nd4j.linalg.cpu.nativecpu.CpuBackend"),
  CUDA("dl4j-cuda", "org.nd4j.linalg.jcublas.JCublasBackend");

  /** The variable by which a process is told its GPUs; NVIDIA's libraries obey it too. */
  static final String VISIBLE_DEVICES = "CUDA_VISIBLE_DEVICES";

  private final String backendName;
  private final String backendClass;

  Device(String backendName, String backendClass) {
    this.backendName = backendName;
    this.backendClass = backendClass;
  }

  /** What the backend on it is called. */
  String backendName() {
    return backendName;
  }

  /** The class by which ND4J computes on it. */
  String backendClass() {
    return backendClass;
  }

  /**
   * Decides before any native library is loaded, since one of them stays for the life of the
   * process: the GPUs that the process was given, if this build can use GPUs; else CPUs.
   *
   * @param environment of the process
   * @param cudaBuild whether this build can use GPUs
   * @param log told where GPUs were given that are not used
   * @throws TaskException where a GPU was given that no kernel would run on
   */
  static Device choose(
      Map<String, String> environment, boolean cudaBuild, GpuProbe probe, Consumer<String> log)
      throws TaskException {
    String given = environment.getOrDefault(VISIBLE_DEVICES, "").strip();
    if (given.isEmpty() || given.equals("-1")) {
      return CPU;
    }
    if (!cudaBuild) {
      log.accept("Computes on CPUs: this build has no CUDA backend; build it with -Pcuda.");
      return CPU;
    }
    try {
      for (GpuProbe.Gpu gpu : probe.find(given)) {
        refuseUnsupported(gpu);
      }
    } catch (IOException e) {
      throw new TaskException(
          TaskError.SERVICE_UNAVAILABLE,
          "The GPUs that were assigned can't be asked what they are.",
          VISIBLE_DEVICES + "=" + given,
          "Check that nvidia-smi runs on this machine.",
          e);
    }
    return CUDA;
  }

  private static void refuseUnsupported(GpuProbe.Gpu gpu) throws TaskException {
    if (!gpu.capability().supported()) {
      throw new TaskException(
          TaskError.DEVICE_UNSUPPORTED,
          "Deeplearning4j's CUDA library runs on GPUs of compute capability 3.7 to 8.9;"
              + " %s has %s.".formatted(gpu.model(), gpu.capability()),
          "resources",
          "Ask for another model with gpu.model, or give an alternative: else { cpu 2 .. 8 }.");
    }
  }
}
