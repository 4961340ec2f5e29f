package io.trainmaster.time;

import java.time.Instant;

/**
 * One time that a trigger is due: the reason for one run.
 *
 * @param key what makes it itself
 * @param from where the interval begins that its run is about, {@code run.from}: the nominal time
 *     before, or where several were merged, the one before the first of them
 */
public record Occurrence(Key key, Instant from) {

  /** The interval ends after it began. */
  public Occurrence {
    if (!from.isBefore(key.nominal())) {
      throw new IllegalArgumentException("The interval of " + key + " would begin at its end.");
    }
  }

  /**
   * What a run exists once for.
   *
   * @param nominal the instant that it is due at, whenever it is noticed
   * @param generation 0 for the timetable's own; each backfill has another
   */
  public record Key(TriggerId trigger, Instant nominal, int generation) {}

  /** The instant that it is due at. */
  public Instant nominal() {
    return key.nominal();
  }

  /** Where the interval ends, itself no longer in it, {@code run.until}: the nominal time. */
  public Instant until() {
    return key.nominal();
  }
}
