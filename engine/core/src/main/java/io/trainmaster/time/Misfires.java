package io.trainmaster.time;

import io.trainmaster.model.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides what is due now, and what becomes of what was missed, by the schedule's {@code misfire}.
 *
 * <p>What was due within the <em>grace</em> before now, its end included, is on time: it is due
 * whatever the rule is. To the rest, which was missed, the rule applies: {@code skip} drops it,
 * {@code latest} makes up for its last one, {@code all} for all of them or, where a {@code max} is
 * given, for as many of the last, and {@code merge} makes one occurrence of them, at the last one's
 * nominal time and over the whole interval. What results is in the order of nominal times.
 *
 * <p>The work grows with what results and not with what was missed, so that no pause is too long.
 *
 * @param trigger whose occurrences these are
 * @param max the most that {@code all} makes up for; at least 1
 * @param grace how late an occurrence may be noticed and count as on time
 */
public record Misfires(
    TriggerId trigger,
    Timetable timetable,
    Trigger.Misfire rule,
    Optional<Integer> max,
    Duration grace) {

  /**
   * The grace unless another is wanted: a minute, so that neither a restart nor a pause of a busy
   * machine makes a misfire.
   */
  public static final Duration GRACE = Duration.ofMinutes(1);

  private static final Duration LONGEST_GRACE = Duration.ofDays(366);

  /** The most occurrences of one answer. Where there are more, the caller asks again. */
  public static final int BATCH = 100_000;

  /**
   * What is due.
   *
   * @param occurrences in the order of their nominal times
   * @param cursor how far all has been decided, to be stored together with them
   * @param more whether there is more to be decided at the same instant
   */
  public record Due(List<Occurrence> occurrences, Cursor cursor, boolean more) {
    /** Copies the list. */
    public Due {
      occurrences = List.copyOf(occurrences);
    }
  }

  /** Checks the numbers. */
  public Misfires {
    if (grace.isNegative() || grace.compareTo(LONGEST_GRACE) > 0) {
      throw new IllegalArgumentException("A grace is from nothing to a year.");
    } else if (max.filter(number -> number < 1).isPresent()) {
      throw new IllegalArgumentException("What is made up for is at least 1.");
    }
  }

  /** Those of a schedule, with the usual grace. */
  public static Misfires of(TriggerId trigger, Trigger.Schedule schedule, Timetable timetable) {
    return new Misfires(trigger, timetable, schedule.misfire(), schedule.max(), GRACE);
  }

  /**
   * What is due now. Where the clock went back before what has been decided, nothing is.
   *
   * @param cursor how far all has been decided
   * @param instant now
   */
  public Due due(Cursor cursor, Instant instant) {
    Instant now = Bounds.after(instant);
    Optional<Instant> last = last(cursor.decided(), now.plusNanos(1));
    if (last.isEmpty()) {
      return new Due(List.of(), cursor, false);
    }
    Instant edge = now.minus(grace);
    Optional<Instant> missed = last(cursor.decided(), edge);
    List<Occurrence> occurrences = new ArrayList<>();
    missed.ifPresent(end -> occurrences.addAll(madeUp(cursor, end)));
    Instant done = missed.orElse(cursor.decided());
    if (occurrences.size() < BATCH) {
      occurrences.addAll(forward(done, last.get(), cursor, BATCH - occurrences.size()));
    }
    Instant reached =
        occurrences.size() < BATCH ? last.get() : occurrences.get(occurrences.size() - 1).nominal();
    return new Due(occurrences, Cursor.at(reached), reached.isBefore(last.get()));
  }

  /** The last nominal time before an end, where it is after what has been decided. */
  private Optional<Instant> last(Instant decided, Instant end) {
    return timetable.previous(end).filter(nominal -> nominal.isAfter(decided));
  }

  private List<Occurrence> madeUp(Cursor cursor, Instant last) {
    return switch (rule) {
      case SKIP -> List.of();
      case LATEST -> List.of(occurrence(last, cursor));
      case MERGE -> List.of(over(cursor.covered(), last));
      case ALL ->
          max.isPresent()
              ? backward(last, cursor, max.get())
              : forward(cursor.decided(), last, cursor, BATCH);
    };
  }

  private List<Occurrence> forward(Instant after, Instant last, Cursor cursor, int number) {
    List<Occurrence> all = new ArrayList<>();
    Optional<Instant> nominal = timetable.next(after);
    while (nominal.isPresent() && !nominal.get().isAfter(last) && all.size() < number) {
      all.add(occurrence(nominal.get(), cursor));
      nominal = timetable.next(nominal.get());
    }
    return all;
  }

  /** The last of those that were missed, found by going back as many steps. */
  private List<Occurrence> backward(Instant last, Cursor cursor, int number) {
    Instant first = last;
    for (int i = 1; i < number; i++) {
      Optional<Instant> earlier = last(cursor.decided(), first);
      if (earlier.isEmpty()) {
        break;
      }
      first = earlier.get();
    }
    return forward(first.minusNanos(1), last, cursor, BATCH);
  }

  /** The first after what has been decided begins where the last one ended. */
  private Occurrence occurrence(Instant nominal, Cursor cursor) {
    return over(last(cursor.decided(), nominal).orElse(cursor.covered()), nominal);
  }

  private Occurrence over(Instant from, Instant nominal) {
    return new Occurrence(new Occurrence.Key(trigger, nominal, 0), from);
  }
}
