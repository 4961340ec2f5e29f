package io.trainmaster.job.dl4j.backend;

import java.io.IOException;
import java.util.List;

/** Finds the GPUs that a process may use. */
interface GpuProbe {

  /**
   * A GPU.
   *
   * @param model such as {@code NVIDIA A100-SXM4-80GB}
   */
  record Gpu(String model, ComputeCapability capability) {}

  /**
   * The GPUs.
   *
   * @param devices indices or identifiers with commas between them
   * @throws IOException where they can't be asked
   */
  List<Gpu> find(String devices) throws IOException;
}
