package io.trainmaster.fleet;

import java.util.List;

/**
 * What a task needs of one node. Either it shares one GPU with others, or it has whole GPUs for
 * itself, or it has none.
 *
 * @param cpuMilli thousandths of a CPU
 * @param memoryBytes the memory of the node, not of its GPUs
 * @param gpus how many GPUs
 * @param shareMilli the thousandths of each GPU; 1000 for whole ones, 0 where there are none
 * @param models the models of GPU that will do, in the order in which they were named; empty where
 *     any does
 */
public record Demand(
    int cpuMilli, long memoryBytes, int gpus, int shareMilli, List<String> models) {

  /** The thousandths of a whole GPU. */
  public static final int WHOLE = 1000;

  private static final int MOST_GPUS = 1_000_000;

  public Demand {
    if (cpuMilli < 0 || memoryBytes < 0 || gpus < 0) {
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

  /** The thousandths of all its GPUs together. */
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
}
