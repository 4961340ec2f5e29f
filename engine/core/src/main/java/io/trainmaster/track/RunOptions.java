package io.trainmaster.track;

import io.trainmaster.run.RunId;
import java.util.Optional;

/**
 * How a run is to be carried out, whatever its workflow says.
 *
 * @param reuse whether results of earlier runs may stand for those of equal calls
 * @param reproduces the run that is carried out again to see whether the same comes of it: what it
 *     registered and was answered stays as it is
 */
public record RunOptions(boolean reuse, Optional<RunId> reproduces) {

  /** What a run is given that nobody says anything else of. */
  public static final RunOptions DEFAULT = new RunOptions(true);

  /** That results of earlier runs may be used, or not. */
  public RunOptions(boolean reuse) {
    this(reuse, Optional.empty());
  }
}
