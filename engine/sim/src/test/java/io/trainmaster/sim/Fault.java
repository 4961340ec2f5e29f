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
  /** It takes long until a server begins in place of one that has ended. */
  SERVER_AWAY,
  /** A server is asked to end, and does once its last commit is written. */
  SERVER_STOPS,
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
  /** It takes long to find an earlier result. */
  LOOK_UP_SLOW,
  /** What was found of earlier results is told twice. */
  LOOK_UP_TOLD_TWICE,
  /** The next server doesn't find the process of a body that goes on. */
  BODY_NOT_FOUND,
  /** Every body on the machine ends at once. */
  MACHINE_FAILS,
  /** The clock of the server is set forward or back. */
  CLOCK_STEPS,
  /** A trigger's alarm goes off before its time. */
  ALARM_EARLY,
  /** A trigger's alarm goes off after its time. */
  ALARM_LATE,
  /** A trigger's alarm goes off twice. */
  ALARM_TWICE,
  /** A trigger's alarm never goes off. */
  ALARM_LOST,
  /** What could be planned when it was asked for can't when its turn has come. */
  PLAN_REFUSED,
  /** The store answers a leader that renews its lease only after a long time. */
  RENEWAL_SLOW,
  /** A channel doesn't take what people are told. */
  CHANNEL_REFUSES,
  /** A channel takes what people are told, and its answer is lost. */
  CHANNEL_UNANSWERED,
  /** A channel takes long. */
  CHANNEL_SLOW,
  /** A channel doesn't take what people are told, and says when to come again. */
  CHANNEL_PUTS_OFF
}
