package io.trainmaster.run;

/** Where an attempt stands. The names are written to the journal and never change. */
public enum AttemptPhase {
  /** It has a place and a fence; its process may not know yet. */
  LAUNCHED,
  /** Its process has said that it began. */
  STARTED,
  /** Its outputs are published. */
  SUCCEEDED,
  /** It ended with an outcome that is not success. */
  FAILED;

  /** Whether it is over. */
  public boolean isEnd() {
    return this == SUCCEEDED || this == FAILED;
  }
}
