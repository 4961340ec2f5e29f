package io.trainmaster.time;

import java.time.Instant;

/**
 * How far the occurrences of a trigger have been decided; what is stored of it.
 *
 * @param covered where the interval of the last one ended, and that of the next begins
 * @param decided every nominal time up to this one, itself included, has been decided
 */
public record Cursor(Instant covered, Instant decided) {

  /** What was covered was decided. */
  public Cursor {
    if (covered.isAfter(decided)) {
      throw new IllegalArgumentException("No interval ends after what has been decided.");
    }
  }

  /** After the occurrence of a nominal time. */
  public static Cursor at(Instant nominal) {
    return new Cursor(nominal, nominal);
  }

  /**
   * That of a trigger which is activated: what was due up to now is not missed, and the first
   * interval begins at the last nominal time, though nothing ran then.
   */
  public static Cursor activated(Timetable timetable, Instant now) {
    return new Cursor(timetable.previous(Bounds.after(now).plusNanos(1)).orElse(now), now);
  }

  /**
   * That of a trigger whose timetable or zone is changed: what the new timetable would have had
   * before now is not due, and the next interval still begins where the last one ended, so that
   * nothing is left out and nothing covered twice.
   */
  public Cursor changed(Instant now) {
    return now.isAfter(decided) ? new Cursor(covered, now) : this;
  }
}
