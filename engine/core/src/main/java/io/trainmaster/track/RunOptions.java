package io.trainmaster.track;

import io.trainmaster.run.RunId;
import java.util.Optional;

/**
 * How a run is to be carried out, whatever its workflow says.
 *
 * @param priority runs and tasks of a higher one go before those of a lower one that wait as they
 *     do; what has begun goes on
 * @param reuse whether results of earlier runs may stand for those of equal calls
 * @param reproduces the run that is carried out again to see whether the same comes of it: what it
 *     registered and was answered stays as it is
 */
public record RunOptions(int priority, boolean reuse, Optional<RunId> reproduces) {

  /** The lowest and the highest priority. */
  public static final int PRIORITY_LIMIT = 100;

  /** What a run is given that nobody says anything else of. */
  public static final RunOptions DEFAULT = new RunOptions(0, true, Optional.empty());

  public RunOptions {
    if (Math.abs(priority) > PRIORITY_LIMIT) {
      throw new IllegalArgumentException("A priority is from -100 to 100, not " + priority);
    }
  }

  /** The same, with results of earlier runs or without. */
  public RunOptions withReuse(boolean allowed) {
    return new RunOptions(priority, allowed, reproduces);
  }

  /** The same with another priority. */
  public RunOptions withPriority(int other) {
    return new RunOptions(other, reuse, reproduces);
  }

  /** The same, for a run that is carried out again. */
  public RunOptions reproducing(RunId run) {
    return new RunOptions(priority, reuse, Optional.of(run));
  }
}
