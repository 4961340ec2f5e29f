package io.trainmaster.run;

/** Where a task of a run stands. The names are written to the journal and never change. */
public enum TaskPhase {
  /** Tasks that it depends on have not ended. */
  WAITING,
  /** It could start; nodes permitting. */
  QUEUED,
  /** An attempt has been given a place. */
  RUNNING,
  /** An attempt failed; the next waits for its time. */
  BACKING_OFF,
  /** It gave its outputs. */
  SUCCEEDED,
  /** A gate, or a task it depends on, was skipped. */
  SKIPPED,
  /** The branch it belongs to was not taken. */
  OMITTED,
  /** No attempt is left. */
  FAILED,
  /** The run ended before it could. */
  CANCELLED;

  /** Whether nothing more happens to it in this run, unless it is resumed. */
  public boolean isEnd() {
    return switch (this) {
      case SUCCEEDED, SKIPPED, OMITTED, FAILED, CANCELLED -> true;
      case WAITING, QUEUED, RUNNING, BACKING_OFF -> false;
    };
  }
}
