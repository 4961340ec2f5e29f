package io.trainmaster.sim;

/** What goes wrong. */
enum Fault {
  /** A commit fails and nothing of it is written. */
  COMMIT_FAILS,
  /** A commit is written and its answer is lost. */
  COMMIT_UNANSWERED,
  /** A commit takes long. */
  COMMIT_SLOW,
  /** The server ends without warning. */
  SERVER_CRASHES,
  /** The server stands still for so long that another takes its place, and then goes on. */
  SERVER_PAUSES,
  /** The server ends again while it recovers. */
  CRASH_IN_RECOVERY,
  /** A body never begins. */
  BODY_NEVER_BEGINS,
  /** A body goes on until it is told to stop. */
  BODY_HANGS,
  /** A body's process ends without an outcome. */
  BODY_DIES,
  /** The end of a body is told twice. */
  END_TOLD_TWICE,
  /** The end of a body is told late. */
  END_TOLD_LATE,
  /** A body goes on after it was told to stop. */
  KILL_IGNORED,
  /** Every body on the machine ends at once. */
  MACHINE_FAILS,
  /** The clock of the server is set forward or back. */
  CLOCK_STEPS
}
