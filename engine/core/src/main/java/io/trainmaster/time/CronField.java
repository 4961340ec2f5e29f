package io.trainmaster.time;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The values that a field of a cron expression allows.
 *
 * @param bits bit {@code n} is set where the value {@code n} is allowed; values go from 0 to 59
 * @param star whether the field was written with a star at its beginning, as in {@code *} and
 *     {@code *}{@code /2}: what decides how the two fields of days go together
 */
public record CronField(long bits, boolean star) {

  /** At least one value, none above 59. */
  public CronField {
    if (bits == 0 || bits >>> 60 != 0) {
      throw new IllegalArgumentException("A field allows some of the values from 0 to 59.");
    }
  }

  /** Whether the value is allowed. */
  public boolean contains(int value) {
    return (bits >>> value & 1) != 0;
  }

  /** Whether all values of a range are allowed, the last included. */
  public boolean covers(int first, int last) {
    return Long.bitCount(bits & (-1L << first) & below(last + 1)) == last - first + 1;
  }

  /** The values, ascending. */
  public List<Integer> values() {
    return IntStream.range(0, 60).filter(this::contains).boxed().toList();
  }

  /** How many values there are. */
  int size() {
    return Long.bitCount(bits);
  }

  int first() {
    return Long.numberOfTrailingZeros(bits);
  }

  int last() {
    return 63 - Long.numberOfLeadingZeros(bits);
  }

  /** The least value that is not below another; -1 where there is none. */
  int atLeast(int value) {
    long rest = value > 59 ? 0 : bits & (-1L << value);
    return rest == 0 ? -1 : Long.numberOfTrailingZeros(rest);
  }

  /** The greatest value that is not above another; -1 where there is none. */
  int atMost(int value) {
    return 63 - Long.numberOfLeadingZeros(bits & below(value + 1));
  }

  private static long below(int value) {
    return (1L << value) - 1;
  }
}
