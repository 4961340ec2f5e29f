package io.trainmaster.track;

/** The store can't do what it was asked: who must act and how is in the message. */
public final class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** With a sentence for the person who must act. */
  public StoreException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** With a sentence for the person who must act. */
  public StoreException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** What is the matter. */
  public Reason reason() {
    return reason;
  }

  /** What is the matter. */
  public enum Reason {
    /** Another process holds the state folder. */
    LOCKED,
    /** The folder or the file can't be written. */
    READ_ONLY,
    /** What is there is not a store, or is damaged. */
    CORRUPT,
    /** It was written by a later version. */
    TOO_NEW,
    /** There is no room. */
    DISK_FULL,
    /** The database can't be reached or doesn't serve just now; the same may succeed later. */
    UNAVAILABLE,
    /** Another server leads: what was to be written under an earlier epoch isn't. */
    FENCED,
    /** Reading or writing failed for another reason. */
    FAILED
  }
}
