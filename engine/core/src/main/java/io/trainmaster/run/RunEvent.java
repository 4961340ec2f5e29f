package io.trainmaster.run;

/** What can happen to a run. */
public enum RunEvent {
  /** Its turn has come. */
  BEGIN,
  /** Every task has ended well. */
  SUCCEED,
  /** Every task has ended, some of them skipped by a gate. */
  SKIP,
  /** No task can go on, and one has failed. */
  FAIL,
  /** Someone asked to stop it. */
  CANCEL,
  /** After that, the last attempt has ended. */
  STOP,
  /** Someone asked to go on with it. */
  RESUME
}
