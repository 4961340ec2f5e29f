package io.trainmaster.replay;

/** A trace that can't be read, with where that is and what would mend it. */
public final class TraceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What is wrong, as a sentence. */
  public TraceException(String message) {
    super(message);
  }
}
