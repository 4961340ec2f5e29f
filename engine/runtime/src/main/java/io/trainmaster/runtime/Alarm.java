package io.trainmaster.runtime;

import io.trainmaster.time.TriggerId;
import java.time.Instant;

/**
 * Wakes an engine when one of its triggers is due. It may do so early, late, twice or in vain: the
 * engine decides what is due, and looks by itself where an alarm doesn't come. Safe for use from
 * several threads.
 */
public interface Alarm extends AutoCloseable {

  /** Wakes at an instant, and no longer at the one that was set before for the same trigger. */
  void set(TriggerId trigger, Instant at);

  /** Wakes for a trigger no more. */
  void clear(TriggerId trigger);

  @Override
  default void close() {}

  /** Never wakes: for an engine that fires no triggers. */
  static Alarm none() {
    return new Alarm() {
      @Override
      public void set(TriggerId trigger, Instant at) {}

      @Override
      public void clear(TriggerId trigger) {}
    };
  }
}
