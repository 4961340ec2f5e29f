package io.trainmaster.dsl.diagnostic;

/** How grave a diagnostic is, gravest first. */
public enum Severity {
  /** The file can't be run. */
  ERROR("error"),
  /** The file can be run, but hardly does what was meant, or says it in a poor way. */
  WARNING("warning"),
  /** A hint that a reader may well decide against. */
  NOTE("note");

  private final String word;

  Severity(String word) {
    this.word = word;
  }

  /** How messages call it. */
  public String word() {
    return word;
  }
}
