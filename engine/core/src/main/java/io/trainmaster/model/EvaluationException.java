package io.trainmaster.model;

/** An expression that was checked and yet has no value for the values it was given. */
public final class EvaluationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String reason;

  /** With a sentence for the person who wrote the workflow. */
  public EvaluationException(String message) {
    super(message);
    reason = message;
  }

  /** The sentence. */
  public String reason() {
    return reason;
  }
}
