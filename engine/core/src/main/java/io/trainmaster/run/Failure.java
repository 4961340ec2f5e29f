package io.trainmaster.run;

import io.trainmaster.model.Outcome;

/**
 * Why an attempt did not succeed, in the words that people are shown.
 *
 * @param outcome what kind of end it was; {@code retry} goes by it
 * @param code a stable code, such as {@code T0004}; empty where the system and not an operator
 *     noticed
 * @param message one sentence
 * @param place a file with a line, a column, an argument; or empty
 * @param mend what to do; or empty
 */
public record Failure(Outcome outcome, String code, String message, String place, String mend) {

  /** A failure that has no code of its own. */
  public static Failure of(Outcome outcome, String message) {
    return new Failure(outcome, "", message, "", "");
  }
}
