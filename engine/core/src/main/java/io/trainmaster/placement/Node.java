package io.trainmaster.placement;

/**
 * A machine and what its tasks may use of it.
 *
 * @param gpus the GPUs that tasks may be given
 */
public record Node(String name, int cpus, long memoryBytes, int gpus) {

  public Node {
    if (cpus < 1 || memoryBytes < 1 || gpus < 0) {
      throw new IllegalArgumentException("A node needs a CPU and some memory.");
    }
  }
}
