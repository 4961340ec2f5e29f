package io.trainmaster.runtime;

import io.trainmaster.run.RunId;
import io.trainmaster.track.RunSummary;

/** A run under way. Safe for use from several threads. */
public interface RunHandle {

  /** Its name. */
  RunId id();

  /**
   * Waits until the run is over.
   *
   * @throws io.trainmaster.track.StoreException where the run could not go on because what it did
   *     could not be recorded
   */
  RunSummary await() throws InterruptedException;

  /** Asks the run to stop; {@link #await} returns when every attempt has ended. */
  void cancel();
}
