package io.trainmaster.job.network.data;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the values of one column become numbers. Immutable. */
public sealed interface Encoder {

  /** The column that it reads. */
  String column();

  /** How many numbers it writes for a value. */
  int width();

  /**
   * Writes the numbers of a value.
   *
   * @param value a boxed number, {@code Boolean}, {@code String} or {@code byte[]}; null where it
   *     is missing
   * @param at where in {@code numbers} to begin
   * @throws IllegalArgumentException where the value is of another type than those it was made for
   */
  void encode(@Nullable Object value, float[] numbers, int at);

  /**
   * A number: its distance from the mean in deviations, 0 where it is missing or not finite.
   *
   * @param mean of the training rows
   * @param deviation of the training rows; above 0
   */
  record Standardized(String column, double mean, double deviation) implements Encoder {
    @Override
    public int width() {
      return 1;
    }

    @Override
    public void encode(@Nullable Object value, float[] numbers, int at) {
      if (value == null) {
        numbers[at] = 0;
        return;
      }
      double number =
          value instanceof Boolean flag ? (flag ? 1 : 0) : number(value, column).doubleValue();
      numbers[at] = Double.isFinite(number) ? (float) ((number - mean) / deviation) : 0;
    }

    private static Number number(Object value, String column) {
      if (value instanceof Number number) {
        return number;
      }
      throw new IllegalArgumentException("Column " + column + " holds something else than numbers");
    }
  }

  /**
   * A text: 1 in the place of its value, or in the last place where it is missing or was not seen
   * in the training rows.
   *
   * @param values the values with a place of their own, in order
   */
  record OneHot(String column, List<String> values, Map<String, Integer> places)
      implements Encoder {

    /** For values in the order of their places. */
    public OneHot(String column, List<String> values) {
      this(column, List.copyOf(values), places(values));
    }

    private static Map<String, Integer> places(List<String> values) {
      Map<String, Integer> places = new HashMap<>();
      for (String value : values) {
        places.put(value, places.size());
      }
      return Map.copyOf(places);
    }

    @Override
    public int width() {
      return values.size() + 1;
    }

    @Override
    public void encode(@Nullable Object value, float[] numbers, int at) {
      Arrays.fill(numbers, at, at + width(), 0);
      int place =
          value == null ? values.size() : places.getOrDefault(value.toString(), values.size());
      numbers[at + place] = 1;
    }
  }

  /**
   * The pixels of an image: 0 to 255 become 0 to 1.
   *
   * @param width how many bytes each image has
   */
  record Pixels(String column, int width) implements Encoder {
    @Override
    public void encode(@Nullable Object value, float[] numbers, int at) {
      if (!(value instanceof byte[] pixels) || pixels.length != width) {
        throw new IllegalArgumentException(
            "Column " + column + " holds something else than images of " + width + " bytes");
      }
      for (int i = 0; i < width; i++) {
        numbers[at + i] = (pixels[i] & 0xff) / 255f;
      }
    }
  }
}
