package io.trainmaster.time;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The occurrences that a timetable had, or will have, in a range of instants, to be run again or
 * for the first time. Each is about its own interval, from the timetable's nominal time before.
 *
 * @param from the first instant that an occurrence may be due at
 * @param until the instant that they are all due before
 * @param limit the most of them, at least 1
 * @param generation what tells their runs from those of the timetable, which have 0
 */
public record Backfill(
    TriggerId trigger,
    Timetable timetable,
    Instant from,
    Instant until,
    Order order,
    int limit,
    int generation) {

  /** Which come first, and where there are more than the limit, which ones there are. */
  public enum Order {
    /** From the beginning of the range. */
    OLDEST_FIRST,
    /** From its end. */
    LATEST_FIRST
  }

  /** Checks the numbers. */
  public Backfill {
    if (limit < 1 || generation < 1) {
      throw new IllegalArgumentException("A backfill's limit and generation are at least 1.");
    }
  }

  /** The occurrences, in the order asked for; none of a range that ends before it begins. */
  public List<Occurrence> occurrences() {
    List<Occurrence> all = new ArrayList<>();
    boolean forward = order == Order.OLDEST_FIRST;
    Optional<Instant> nominal =
        forward ? timetable.next(Bounds.before(from).minusNanos(1)) : timetable.previous(until);
    while (nominal.isPresent() && contains(nominal.get()) && all.size() < limit) {
      Instant at = nominal.get();
      // What is due first of all has nothing before it, and is about the time since the beginning.
      Instant before = timetable.previous(at).orElse(Bounds.FIRST.minusNanos(1));
      all.add(new Occurrence(new Occurrence.Key(trigger, at, generation), before));
      nominal = forward ? timetable.next(at) : timetable.previous(at);
    }
    return List.copyOf(all);
  }

  private boolean contains(Instant nominal) {
    return !nominal.isBefore(from) && nominal.isBefore(until);
  }
}
