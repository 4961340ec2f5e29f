package io.trainmaster.worker.remote;

/** Why a worker's request can't be answered. */
public final class RefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What the worker is to do about it. */
  public enum Reason {
    /** Ask again: the server isn't ready yet, or not any more. */
    LATER,
    /** End: somebody has to mend something first. */
    NEVER
  }

  private final Reason reason;

  /**
   * A refusal.
   *
   * @param message a sentence, and what mends it
   */
  public RefusedException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** What the worker is to do about it. */
  public Reason reason() {
    return reason;
  }
}
