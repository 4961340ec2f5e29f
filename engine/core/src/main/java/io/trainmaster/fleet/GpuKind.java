package io.trainmaster.fleet;

/**
 * What GPUs have in common that will do for the same demands.
 *
 * @param model what it is called; empty where that isn't known
 * @param memoryBytes the memory of one; 0 where that isn't known
 */
public record GpuKind(String model, long memoryBytes) {

  /** A pebibyte, so that thousandths of it can be counted. */
  public static final long MOST_MEMORY = 1L << 50;

  public GpuKind {
    if (memoryBytes < 0 || memoryBytes > MOST_MEMORY) {
      throw new IllegalArgumentException("No GPU has %d bytes of memory.".formatted(memoryBytes));
    }
  }
}
