package io.trainmaster.cli.health;

/**
 * Something that was looked at.
 *
 * @param text what was found and, where it isn't well, what to do
 */
public record Finding(String what, Verdict verdict, String text) {
  /** How bad it is. */
  public enum Verdict {
    /** Well. */
    OK,
    /** Worth knowing. */
    NOTE,
    /** Workflows can't run. */
    BAD
  }

  static Finding ok(String what, String text) {
    return new Finding(what, Verdict.OK, text);
  }

  static Finding note(String what, String text) {
    return new Finding(what, Verdict.NOTE, text);
  }

  static Finding bad(String what, String text) {
    return new Finding(what, Verdict.BAD, text);
  }
}
