package io.trainmaster.track;

/**
 * How a run is to be carried out, whatever its workflow says.
 *
 * @param reuse whether results of earlier runs may stand for those of equal calls
 */
public record RunOptions(boolean reuse) {

  /** What a run is given that nobody says anything else of. */
  public static final RunOptions DEFAULT = new RunOptions(true);
}
