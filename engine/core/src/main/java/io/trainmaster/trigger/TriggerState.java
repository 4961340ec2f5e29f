package io.trainmaster.trigger;

import io.trainmaster.time.Cursor;
import io.trainmaster.time.TriggerId;

/**
 * What is stored of a trigger between two times it is due.
 *
 * @param cursor how far its occurrences have been decided
 * @param paused whether somebody has stopped it for a while; what is due meanwhile is missed
 */
public record TriggerState(TriggerId id, Cursor cursor, boolean paused) {

  /** The same after some of its occurrences have been decided. */
  public TriggerState at(Cursor next) {
    return new TriggerState(id, next, paused);
  }
}
