package io.trainmaster.placement;

import io.trainmaster.model.ResourceRequest;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a task has of a GPU.
 *
 * @param gpu the GPU's {@linkplain Gpu#id name}
 * @param milli the thousandths of it; {@link #WHOLE} where the task has it for itself
 */
public record GpuShare(String gpu, int milli) {

  /** The thousandths of a whole GPU. */
  public static final int WHOLE = ResourceRequest.WHOLE_GPU;

  private static final String AND = ",";
  private static final String OF = ":";

  public GpuShare {
    if (gpu.isEmpty() || gpu.contains(AND) || gpu.contains(OF)) {
      throw new IllegalArgumentException("Not the name of a GPU: " + gpu);
    } else if (milli < 1 || milli > WHOLE) {
      throw new IllegalArgumentException("%d thousandths of a GPU".formatted(milli));
    }
  }

  /** A GPU that a task has for itself. */
  public static GpuShare whole(String gpu) {
    return new GpuShare(gpu, WHOLE);
  }

  /** Thousandths as people write them, such as {@code 0.5}. */
  public static String part(int milli) {
    return BigDecimal.valueOf(milli, 3).stripTrailingZeros().toPlainString();
  }

  /** How many GPUs these shares come to, such as {@code 2} or {@code 0.5}. */
  public static String amount(List<GpuShare> shares) {
    return part(shares.stream().mapToInt(GpuShare::milli).sum());
  }

  /** For people: {@code 0.6 of GPU-1}, or the name alone where it is the whole. */
  public String words() {
    return milli == WHOLE ? gpu : part(milli) + " of " + gpu;
  }

  /** Shares for people. */
  public static String words(List<GpuShare> shares) {
    return shares.stream().map(GpuShare::words).collect(Collectors.joining(", "));
  }

  /** Shares as one text, which {@link #parse} reads. */
  public static String text(List<GpuShare> shares) {
    return shares.stream().map(GpuShare::toString).collect(Collectors.joining(AND));
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws IllegalArgumentException where it was something else
   */
  public static List<GpuShare> parse(String text) {
    return text.isEmpty()
        ? List.of()
        : Arrays.stream(text.split(AND, -1)).map(GpuShare::parseOne).toList();
  }

  private static GpuShare parseOne(String text) {
    int end = text.indexOf(OF);
    return end < 0
        ? whole(text)
        : new GpuShare(text.substring(0, end), Integer.parseInt(text.substring(end + 1)));
  }

  /** The GPU's name, with the share where it isn't the whole. */
  @Override
  public String toString() {
    return milli == WHOLE ? gpu : gpu + OF + milli;
  }
}
