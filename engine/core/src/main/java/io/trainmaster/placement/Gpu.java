package io.trainmaster.placement;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A GPU of a node.
 *
 * @param index its number on the node, from 0, by which the driver lists it
 * @param uuid what the driver calls it wherever it stands; empty where that isn't known
 * @param model such as {@code NVIDIA A100-SXM4-80GB}; empty where that isn't known
 * @param memoryBytes its memory; 0 where that isn't known
 * @param capability its CUDA compute capability, such as {@code 8.0}; empty where that isn't known
 */
public record Gpu(int index, String uuid, String model, long memoryBytes, String capability) {

  public Gpu {
    if (index < 0 || memoryBytes < 0) {
      throw new IllegalArgumentException("A GPU has a number and no less than no memory.");
    }
  }

  /** GPUs of which nothing else is known, numbered from 0. */
  public static List<Gpu> alike(int count, long memoryBytes, String model) {
    return IntStream.range(0, count)
        .mapToObj(index -> new Gpu(index, "", model, memoryBytes, ""))
        .toList();
  }

  /** The name by which a program is told to use it: its UUID, or else its number. */
  public String id() {
    return uuid.isEmpty() ? Integer.toString(index) : uuid;
  }

  /** The memory that so many thousandths of it are, in bytes; 0 where that isn't known. */
  public long part(int milli) {
    return memoryBytes * milli / GpuShare.WHOLE;
  }

  /** Whether it has so much memory; one of which that isn't known is taken to have enough. */
  public boolean hasMemory(long bytes) {
    return memoryBytes == 0 || memoryBytes >= bytes;
  }

  /**
   * Whether it is of one of these models; one of which that isn't known is taken to be. A model may
   * be named in full or by a word of its name, such as {@code A100}, whatever the case.
   */
  public boolean isOneOf(List<String> models) {
    return models.isEmpty() || model.isEmpty() || models.stream().anyMatch(this::isCalled);
  }

  private boolean isCalled(String wanted) {
    return model.equalsIgnoreCase(wanted)
        || List.of(model.split("[ -]")).stream().anyMatch(wanted::equalsIgnoreCase);
  }
}
