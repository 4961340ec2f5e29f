package io.trainmaster.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One alternative of what a task asks a node for.
 *
 * @param cpuMin the fewest CPUs it can use
 * @param cpuMax the most it takes when they are free
 * @param memoryBytes the memory it needs
 * @param gpuCount GPUs; 0 for none
 * @param gpuMemoryBytes the least memory that it has of each GPU; 0 for any
 * @param gpuModels the models that will do; empty for any
 * @param within how long to wait for this alternative before the next is considered; empty: for
 *     ever
 * @param gpuShareMilli the least thousandths of its one GPU where others may have the rest, or more
 *     where its memory asks for more; empty where it has its GPUs for itself
 */
public record ResourceRequest(
    int cpuMin,
    int cpuMax,
    long memoryBytes,
    int gpuCount,
    long gpuMemoryBytes,
    List<String> gpuModels,
    Optional<Duration> within,
    Optional<Integer> gpuShareMilli) {

  /** The thousandths of a whole GPU. */
  public static final int WHOLE_GPU = 1000;

  /** So small a share that the memory alone says how large it is. */
  public static final int SHARE_BY_MEMORY = 1;

  /** One CPU and a gibibyte: what a task that asks for nothing gets. */
  public static final ResourceRequest DEFAULT = cpus(1, 1, 1L << 30);

  /** Nothing: what a task needs that the engine does itself. */
  public static final ResourceRequest NOTHING = cpus(0, 0, 0);

  public ResourceRequest {
    gpuModels = List.copyOf(gpuModels);
    if (cpuMin < 0 || cpuMax < cpuMin || memoryBytes < 0 || gpuCount < 0 || gpuMemoryBytes < 0) {
      throw new IllegalArgumentException("A request can't ask for less than nothing.");
    }
    int share = gpuShareMilli.orElse(SHARE_BY_MEMORY);
    if (share < 1 || share >= WHOLE_GPU || gpuShareMilli.isPresent() && gpuCount != 1) {
      throw new IllegalArgumentException(
          "%d thousandths of %d GPUs are no share of one.".formatted(share, gpuCount));
    }
  }

  /** A request for whole GPUs, or for none. */
  public ResourceRequest(
      int cpuMin,
      int cpuMax,
      long memoryBytes,
      int gpuCount,
      long gpuMemoryBytes,
      List<String> gpuModels,
      Optional<Duration> within) {
    this(
        cpuMin, cpuMax, memoryBytes, gpuCount, gpuMemoryBytes, gpuModels, within, Optional.empty());
  }

  /** A request for CPUs and memory alone. */
  public static ResourceRequest cpus(int min, int max, long memoryBytes) {
    return new ResourceRequest(min, max, memoryBytes, 0, 0, List.of(), Optional.empty());
  }
}
