package io.trainmaster.run;

/** What can happen to a task. */
public enum TaskEvent {
  /** Everything that it depends on has ended well. */
  READY,
  /** An attempt was given a place. */
  PLACE,
  /** It gave its outputs. */
  SUCCEED,
  /** Its attempt failed and may be tried again. */
  RETRY,
  /** The wait before the next attempt is over. */
  DUE,
  /** Its attempt was lost through no fault of its own, such as the engine's restart. */
  REQUEUE,
  /** Its attempt failed and there will be no other. */
  FAIL,
  /** A gate, or something that it depends on, was skipped. */
  SKIP,
  /** The branch it belongs to is not taken. */
  OMIT,
  /** It will not run: the run was stopped, or something that it depends on failed. */
  CANCEL,
  /** The run is resumed, and what had not succeeded is tried again. */
  RESUME,
  /**
   * The run is resumed, and it has to be done once more: it cleans up after the run, or the
   * workflow has been edited.
   */
  REPEAT,
  /** The run goes on with another version of its workflow, which has no such task. */
  DROP
}
