package io.trainmaster.sim;

/**
 * Mistakes that an engine could be built with. Each is planted in turn, to show that the simulation
 * would find it.
 */
enum Bug {
  /** Bodies are begun before the decision to begin them is durable. */
  EFFECT_BEFORE_COMMIT,
  /** A run is promised before it is durable. */
  SUBMIT_ACKED_EARLY,
  /** A cancellation is promised before it is durable. */
  CANCEL_ACKED_EARLY,
  /** A commit that failed is taken for written. */
  FAILED_COMMIT_IGNORED,
  /** A commit that failed is written again, with what was decided since, by the same server. */
  FAILED_COMMIT_DROPPED,
  /** A crash in the middle of a commit leaves half of it. */
  TORN_COMMIT,
  /** The last commit before a crash is lost though it was acknowledged. */
  LOST_TAIL,
  /** A server that was replaced may still write. */
  NO_EPOCH_CHECK,
  /** A server that was replaced may still begin bodies. */
  STALE_LAUNCHES,
  /** Fences begin at 1 again after a restart. */
  FENCES_RESTART,
  /** The end of an attempt counts for whatever attempt is current. */
  NO_ATTEMPT_CHECK,
  /** Attempts that were under way at a crash are taken for succeeded. */
  LIVE_TAKEN_FOR_DONE,
  /** Attempts that were under way at a crash are forgotten. */
  LIVE_FORGOTTEN,
  /** Each run goes on before the others are taken in. */
  RUNS_TAKEN_IN_ONE_BY_ONE,
  /** A restart knows nothing of what had succeeded. */
  SUCCESS_FORGOTTEN,
  /** A restart knows nothing of the last attempt of a task. */
  ATTEMPT_FORGOTTEN,
  /** A restart knows nothing of the wish to stop a run. */
  CANCEL_FORGOTTEN,
  /** A restart knows nothing of what depends on what. */
  DEPENDENCIES_FORGOTTEN,
  /** A server takes over under the epoch of the one before. */
  SAME_EPOCH,
  /** A server that hears that it was replaced goes on. */
  REPLACEMENT_IGNORED,
  /** More CPUs are given out than there are. */
  CPUS_MISCOUNTED,
  /** Nobody is told to stop. */
  KILL_FORGOTTEN,
  /** The times that tasks wait for are not kept. */
  ALARM_FORGOTTEN,
  /** A change of a task is now and then not written. */
  CHANGE_LOST,
  /** What an attempt gave is published although it came too late. */
  LATE_ARTIFACT_PUBLISHED,
  /** Each decision is carried out twice. */
  EFFECTS_TWICE,
  /** Runs that wait for a server are not looked at after a restart. */
  RUN_FORGOTTEN,
  /** What arrives while a commit is being written is lost. */
  INBOX_LOST
}
