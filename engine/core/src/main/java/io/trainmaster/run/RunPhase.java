package io.trainmaster.run;

/** Where a run stands. The names are written to the journal and never change. */
public enum RunPhase {
  /** It is to be run, and waits for its turn. */
  QUEUED,
  /** Its tasks are being run. */
  RUNNING,
  /** It was asked to stop and waits for its attempts to end. */
  CANCELLING,
  /** Every task ended well. */
  SUCCEEDED,
  /** A gate said that there is nothing to do. */
  SKIPPED,
  /** A task failed for good, or a gate said so. */
  FAILED,
  /** A person stopped it. */
  CANCELLED;

  /** Whether nothing more happens by itself. */
  public boolean isEnd() {
    return this != QUEUED && this != RUNNING && this != CANCELLING;
  }

  /** Whether {@code resume} can go on with it. */
  public boolean isResumable() {
    return this == FAILED || this == CANCELLED;
  }
}
