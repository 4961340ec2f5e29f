package io.trainmaster.placement;

import java.util.List;

/**
 * A machine and what its tasks may use of it.
 *
 * @param gpus the GPUs that tasks may be given
 */
public record Node(String name, int cpus, long memoryBytes, List<Gpu> gpus) {

  public Node {
    gpus = List.copyOf(gpus);
    if (cpus < 1 || memoryBytes < 1) {
      throw new IllegalArgumentException("A node needs a CPU and some memory.");
    }
    if (gpus.stream().map(Gpu::id).distinct().count() < gpus.size()) {
      throw new IllegalArgumentException("Two GPUs of a node can't have one name.");
    }
  }

  /** A machine of whose GPUs nothing is known but how many they are. */
  public Node(String name, int cpus, long memoryBytes, int gpus) {
    this(name, cpus, memoryBytes, Gpu.alike(gpus, 0, ""));
  }
}
