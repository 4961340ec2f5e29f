package io.trainmaster.fleet;

import java.util.List;

/**
 * What a task needs of one node. Either it shares one GPU with others, or it has whole GPUs for
 * itself, or it has none.
 *
 * @param cpuMilli thousandths of a CPU
 * @param memoryBytes the memory of the node, not of its GPUs
 * @param gpus how many GPUs
 * @param shareMilli the thousandths of each GPU, at least; 1000 for whole ones, 0 where there are
 *     none
 * @param gpuMemoryBytes the memory that it needs of each GPU, which may make a share larger; 0
 *     where the share is all that it asks for
 * @param models the models of GPU that will do, in the order in which they were named; empty where
 *     any does
 */
public record Demand(
    int cpuMilli,
    long memoryBytes,
    int gpus,
    int shareMilli,
    long gpuMemoryBytes,
    List<String> models) {

  /** The thousandths of a whole GPU. */
  public static final int WHOLE = 1000;

  /** More than any GPU has: what is asked of one that won't do. */
  public static final int NEVER = Integer.MAX_VALUE;

  private static final int MOST_GPUS = 1_000_000;

  public Demand {
    if (cpuMilli < 0 || memoryBytes < 0 || gpus < 0 || gpuMemoryBytes < 0) {
      throw new IllegalArgumentException("A demand can't be negative.");
    } else if (gpus > MOST_GPUS) {
      throw new IllegalArgumentException(
          "No demand is for more than %d GPUs.".formatted(MOST_GPUS));
    } else if (gpus == 0 ? shareMilli != 0 : shareMilli < 1 || shareMilli > WHOLE) {
      throw new IllegalArgumentException(
          "%d GPUs can't be given %d thousandths of each.".formatted(gpus, shareMilli));
    } else if (gpus > 1 && shareMilli != WHOLE) {
      throw new IllegalArgumentException("More than one GPU is given as whole ones alone.");
    }
    models = List.copyOf(models);
  }

  /** A demand for GPUs of any memory. */
  public Demand(int cpuMilli, long memoryBytes, int gpus, int shareMilli, List<String> models) {
    this(cpuMilli, memoryBytes, gpus, shareMilli, 0, models);
  }

  /** The thousandths of all its GPUs together, where the memory makes no share larger. */
  public int gpuMilli() {
    return gpus * shareMilli;
  }

  /** Whether it has one GPU together with others. */
  public boolean shares() {
    return gpus == 1 && shareMilli < WHOLE;
  }

  /** Whether GPUs of this model will do; so they do where none are asked for. */
  public boolean allows(String model) {
    return gpus == 0 || models.isEmpty() || models.contains(model);
  }

  /**
   * The thousandths that it needs of a GPU of this kind: as much as it asks for, or what the memory
   * that it asks for is of the GPU's, rounded up, whichever is more. A GPU of which the memory
   * isn't known has enough of it, but is given whole where a share depends on it. {@link #NEVER}
   * where the GPU won't do.
   */
  public int shareOf(GpuKind kind) {
    if (!allows(kind.model())) {
      return NEVER;
    } else if (gpuMemoryBytes == 0) {
      return shareMilli;
    } else if (kind.memoryBytes() == 0) {
      return WHOLE;
    } else if (gpuMemoryBytes > kind.memoryBytes()) {
      return NEVER;
    }
    long memory = (gpuMemoryBytes * WHOLE + kind.memoryBytes() - 1) / kind.memoryBytes();
    return Math.max(shareMilli, (int) memory);
  }
}
