package io.trainmaster.time;

import java.time.Instant;

/** The instants between which something can be due; what is asked from further off starts there. */
final class Bounds {

  static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private Bounds() {}

  /** The instant itself, or the one just outside of the bounds that nothing is left out after. */
  static Instant after(Instant instant) {
    Instant before = FIRST.minusNanos(1);
    return instant.isBefore(before) ? before : instant.isAfter(LAST) ? LAST : instant;
  }

  /** The instant itself, or the one just outside of the bounds that nothing is left out before. */
  static Instant before(Instant instant) {
    Instant after = LAST.plusNanos(1);
    return instant.isAfter(after) ? after : instant.isBefore(FIRST) ? FIRST : instant;
  }

  /** Whether something can be due. */
  static boolean contain(Instant instant) {
    return !instant.isBefore(FIRST) && !instant.isAfter(LAST);
  }
}
