package io.trainmaster.agent;

/** A worker can't go on until somebody has mended something, which the message says. */
public final class AgentException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With a sentence and what mends it. */
  public AgentException(String message) {
    super(message);
  }

  /** With what revealed it. */
  public AgentException(String message, Throwable cause) {
    super(message, cause);
  }
}
