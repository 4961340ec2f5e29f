package io.trainmaster.time;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Instants in equal distances of real time, which no time zone moves: before and after an anchor,
 * so that the same ones are due whenever the timetable was begun.
 *
 * @param interval the distance, longer than nothing
 * @param anchor one of the instants
 */
public record IntervalTimetable(Duration interval, Instant anchor) implements Timetable {

  /**
   * The anchor where nobody names one: a Monday at midnight, UTC. So intervals that divide a day
   * are due at whole hours and minutes, and weeks begin on Mondays.
   */
  public static final Instant ANCHOR = Instant.parse("1970-01-05T00:00:00Z");

  private static final BigInteger NANOS = BigInteger.valueOf(1_000_000_000);

  /** What is nearer to the anchor, two centuries, is counted in a long. */
  private static final long NEAR_SECONDS = 6_000_000_000L;

  /** Checks the interval. */
  public IntervalTimetable {
    if (interval.isZero() || interval.isNegative()) {
      throw new IllegalArgumentException("An interval is longer than nothing.");
    }
  }

  private boolean isNear(Instant instant) {
    return Math.abs(instant.getEpochSecond() - anchor.getEpochSecond()) < NEAR_SECONDS
        && interval.getSeconds() < NEAR_SECONDS / 4;
  }

  private long nearNanos(Instant instant) {
    return Duration.between(anchor, instant).toNanos();
  }

  private Optional<Instant> near(long intervals) {
    return Optional.of(anchor.plusNanos(intervals * interval.toNanos())).filter(Bounds::contain);
  }

  @Override
  public Optional<Instant> next(Instant after) {
    if (isNear(after)) {
      return near(Math.floorDiv(nearNanos(after), interval.toNanos()) + 1);
    }
    return at(intervals(Bounds.after(after)).add(BigInteger.ONE));
  }

  @Override
  public Optional<Instant> previous(Instant before) {
    if (isNear(before)) {
      return near(Math.floorDiv(nearNanos(before) - 1, interval.toNanos()));
    }
    return at(intervals(Bounds.before(before).minusNanos(1)));
  }

  /** How many whole intervals an instant is after the anchor; below zero before it. */
  private BigInteger intervals(Instant instant) {
    BigInteger[] parts =
        nanos(Duration.between(anchor, instant)).divideAndRemainder(nanos(interval));
    return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }

  private Optional<Instant> at(BigInteger intervals) {
    BigInteger start = nanos(Duration.between(Instant.EPOCH, anchor));
    BigInteger[] parts = start.add(intervals.multiply(nanos(interval))).divideAndRemainder(NANOS);
    if (parts[0].bitLength() > Integer.SIZE + 8) {
      return Optional.empty();
    }
    return Optional.of(Instant.ofEpochSecond(parts[0].longValue(), parts[1].longValue()))
        .filter(Bounds::contain);
  }

  private static BigInteger nanos(Duration duration) {
    return BigInteger.valueOf(duration.getSeconds())
        .multiply(NANOS)
        .add(BigInteger.valueOf(duration.getNano()));
  }
}
