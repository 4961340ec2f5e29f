package io.trainmaster.runtime;

import io.trainmaster.track.Change;
import java.time.Duration;
import java.util.List;

/**
 * Hears what has become durable, for metrics and logs. It is called by whoever wrote it, from
 * several threads, and holds the engine up until it returns: it is quick, and throws nothing.
 */
@FunctionalInterface
public interface CommitListener {

  /**
   * A transaction is written.
   *
   * @param changes all of them, in order
   * @param took how long writing took
   */
  void committed(List<Change> changes, Duration took);

  /** Hears nothing. */
  static CommitListener none() {
    return (changes, took) -> {};
  }
}
