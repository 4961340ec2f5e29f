package io.trainmaster.watch;

/** Something can't be watched: what is the matter is in the message. */
public final class WatchException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With a sentence for the person who wants it watched. */
  WatchException(String message) {
    super(message);
  }

  /** With a sentence for the person who wants it watched, and what revealed it. */
  WatchException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The sentence. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
