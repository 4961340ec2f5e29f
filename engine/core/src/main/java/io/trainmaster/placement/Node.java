package io.trainmaster.placement;

/**
 * A machine and what its tasks may use of it.
 *
 * @param gpus the GPUs that tasks may be given, all alike
 * @param gpuMemoryBytes the memory of each; 0 where that isn't known, which is taken to be enough
 * @param gpuModel the model of each; empty where that isn't known, which is taken to be the right
 *     one
 */
public record Node(
    String name, int cpus, long memoryBytes, int gpus, long gpuMemoryBytes, String gpuModel) {

  public Node {
    if (cpus < 1 || memoryBytes < 1 || gpus < 0 || gpuMemoryBytes < 0) {
      throw new IllegalArgumentException("A node needs a CPU and some memory.");
    }
  }

  /** A machine of whose GPUs nothing is known but how many they are. */
  public Node(String name, int cpus, long memoryBytes, int gpus) {
    this(name, cpus, memoryBytes, gpus, 0, "");
  }
}
