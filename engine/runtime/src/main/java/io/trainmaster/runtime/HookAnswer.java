package io.trainmaster.runtime;

import io.trainmaster.run.RunId;
import io.trainmaster.time.TriggerId;
import java.time.Instant;
import java.util.Optional;

/**
 * What became of a hook's call for one trigger.
 *
 * @param run the run that was made
 * @param due when its run is made, where a cooldown goes on
 * @param reason why it has no run, or empty
 * @param repeated whether it was called with the same key before, and this is what became of that
 */
public record HookAnswer(
    TriggerId trigger,
    Became became,
    Optional<RunId> run,
    Optional<Instant> due,
    String reason,
    boolean repeated) {

  /** What can become of a call. */
  public enum Became {
    /** A run was made. */
    RUN,
    /** Its run is made later, unless another call takes its place. */
    WAITS,
    /** It has no run. */
    DROPPED
  }
}
