package io.trainmaster.time;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;

/**
 * Times that are due at every instant at which the clock shows them. The search goes through the
 * stretches of time between two changes of the offset, and jumps over those in which it knows that
 * there is none.
 */
final class WildcardTimes implements LocalClock {

  /** Longer than two offsets can be apart, 36 hours. */
  private static final Duration SAFE = Duration.ofDays(2);

  private final LocalTimes times;
  private final ZoneRules rules;

  WildcardTimes(LocalTimes times, ZoneRules rules) {
    this.times = times;
    this.rules = rules;
  }

  @Override
  public Optional<Instant> next(Instant after) {
    Instant start = after.plusNanos(1);
    while (true) {
      ZoneOffset offset = rules.getOffset(start);
      Optional<LocalDateTime> match = times.firstFrom(LocalDateTime.ofInstant(start, offset));
      Optional<Instant> found = match.map(time -> time.toInstant(offset));
      ZoneOffsetTransition change = rules.nextTransition(start);
      if (found.isEmpty() || change == null || found.get().isBefore(change.getInstant())) {
        return found;
      }
      Instant near = found.get().minus(SAFE);
      boolean far = Duration.between(start, change.getInstant()).compareTo(SAFE) > 0;
      start = far && near.isAfter(change.getInstant()) ? near : change.getInstant();
    }
  }

  @Override
  public Optional<Instant> previous(Instant before) {
    Instant end = before;
    while (true) {
      ZoneOffset offset = rules.getOffset(end.minusNanos(1));
      Optional<LocalDateTime> match = times.lastBefore(LocalDateTime.ofInstant(end, offset));
      Optional<Instant> found = match.map(time -> time.toInstant(offset));
      ZoneOffsetTransition change = rules.previousTransition(end);
      if (found.isEmpty() || change == null || !found.get().isBefore(change.getInstant())) {
        return found;
      }
      Instant near = found.get().plus(SAFE);
      boolean far = Duration.between(change.getInstant(), end).compareTo(SAFE) > 0;
      end = far && near.isBefore(change.getInstant()) ? near : change.getInstant();
    }
  }
}
