package io.trainmaster.job.network.data;

import io.trainmaster.job.network.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a row becomes the numbers that a network reads. Immutable.
 *
 * @param input the shape of what it writes
 * @param encoders one for each column that is read, in the order of what they write
 */
public record Encoding(Shape input, List<Encoder> encoders) {

  public Encoding {
    encoders = List.copyOf(encoders);
    if (encoders.stream().mapToInt(Encoder::width).sum() != input.size()) {
      throw new IllegalArgumentException("The columns don't make " + input);
    }
  }

  /** The columns that a row must give, in order. */
  public List<String> columns() {
    return encoders.stream().map(Encoder::column).toList();
  }

  /**
   * Writes the numbers of a row.
   *
   * @param values in the order of {@link #columns}
   * @param at where in {@code numbers} to begin
   */
  public void encode(@Nullable Object[] values, float[] numbers, int at) {
    int next = at;
    for (int i = 0; i < values.length; i++) {
      Encoder encoder = encoders.get(i);
      encoder.encode(values[i], numbers, next);
      next += encoder.width();
    }
  }
}
