package io.trainmaster.dsl;

/**
 * A text that is no value for a parameter. The message is one sentence for the one who wrote it.
 */
public final class ParameterException extends Exception {

  private static final long serialVersionUID = 1L;

  /** With a sentence that names the parameter, the text and what would do. */
  public ParameterException(String message) {
    super(message);
  }
}
