package io.trainmaster.time;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;

/**
 * Times of which each is due once: at the first instant at which the clock shows it, or has jumped
 * over it. That instant never decreases as the time grows, so the search is one over local times.
 */
final class FixedTimes implements LocalClock {

  private final LocalTimes times;
  private final ZoneRules rules;

  FixedTimes(LocalTimes times, ZoneRules rules) {
    this.times = times;
    this.rules = rules;
  }

  @Override
  public Optional<Instant> next(Instant after) {
    LocalDateTime from = reached(after, rules.getOffset(after)).plusNanos(1);
    return times.firstFrom(from).map(this::instant);
  }

  @Override
  public Optional<Instant> previous(Instant before) {
    // The offset just before: what the clock jumps over at this instant is due at it.
    Instant last = before.minusNanos(1);
    LocalDateTime until = reached(last, rules.getOffset(last)).plusNanos(1);
    return times.lastBefore(until).map(this::instant);
  }

  /** The latest time that the clock has shown up to an instant. */
  private LocalDateTime reached(Instant instant, ZoneOffset offset) {
    LocalDateTime shown = LocalDateTime.ofInstant(instant, offset);
    ZoneOffsetTransition change = rules.getTransition(shown);
    boolean again = change != null && change.isOverlap() && offset.equals(change.getOffsetAfter());
    return again ? change.getDateTimeBefore().minusNanos(1) : shown;
  }

  private Instant instant(LocalDateTime time) {
    ZoneOffsetTransition change = rules.getTransition(time);
    if (change == null) {
      return time.toInstant(rules.getOffset(time));
    }
    return change.isGap() ? change.getInstant() : time.toInstant(change.getOffsetBefore());
  }
}
