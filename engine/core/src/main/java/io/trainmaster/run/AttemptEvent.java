package io.trainmaster.run;

/** What can happen to an attempt. */
public enum AttemptEvent {
  /** Its process says that the body began. */
  START,
  /** Its outputs are published. */
  SUCCEED,
  /** It ended otherwise. */
  FAIL
}
