package io.trainmaster.job;

/**
 * A failure that someone can mend. The message is one sentence without variable parts that could be
 * long; what varies stands in the details.
 */
public final class TaskException extends Exception {

  private static final long serialVersionUID = 1L;

  private final TaskError error;
  private final String place;
  private final String mend;

  /**
   * @param error the stable code and who must act
   * @param message one sentence that says what is wrong
   * @param place where: a file with line or row, a column, an argument; empty where there is none
   * @param mend what to do about it; empty where the sentence says it
   */
  public TaskException(TaskError error, String message, String place, String mend) {
    super(message);
    this.error = error;
    this.place = place;
    this.mend = mend;
  }

  /** With the exception that revealed it. */
  public TaskException(
      TaskError error, String message, String place, String mend, Throwable cause) {
    super(message, cause);
    this.error = error;
    this.place = place;
    this.mend = mend;
  }

  /** The stable code. */
  public TaskError error() {
    return error;
  }

  /** Where it is wrong. */
  public String place() {
    return place;
  }

  /** What to do. */
  public String mend() {
    return mend;
  }
}
