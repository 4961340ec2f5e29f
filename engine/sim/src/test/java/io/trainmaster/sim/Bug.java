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
  /** What runs have under way is looked at when others have gone on already. */
  ADOPTED_AS_THEY_STAND,
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
  /** One place more is given out of a limit than there is. */
  PLACES_MISCOUNTED,
  /** Which GPUs an attempt was given is not read back. */
  GPUS_FORGOTTEN,
  /** Which shares of GPUs an attempt was given is not read back. */
  SHARES_FORGOTTEN,
  /** A restart doesn't know when calls were made. */
  CALLS_FORGOTTEN,
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
  /** What an earlier attempt is said to have given is found though it has not succeeded. */
  FAILED_RESULT_FOUND,
  /** The result of another call is found. */
  ANOTHER_RESULT_FOUND,
  /** Who asks for an earlier result is not always answered. */
  LOOK_UP_LOST,
  /** Runs that wait for a server are not looked at after a restart. */
  RUN_FORGOTTEN,
  /** What arrives while a commit is being written is lost. */
  INBOX_LOST,
  /** A run and the reason for it are written one after the other. */
  RUN_APART_FROM_REASON,
  /** How far a trigger has come is not written. */
  CURSOR_NOT_WRITTEN,
  /** A trigger goes back with the clock. */
  CURSOR_GOES_BACK,
  /** One more than the most is made up for. */
  MADE_UP_OFF_BY_ONE,
  /** What was due while no server was there is forgotten. */
  MISSED_FORGOTTEN,
  /** A restart knows nothing of triggers that rest. */
  PAUSE_FORGOTTEN,
  /** A trigger that rests fires when its alarm goes off. */
  PAUSE_IGNORED,
  /** A restart doesn't know which trigger a run is of. */
  LANE_FORGOTTEN,
  /** Runs that are replaced go on. */
  REPLACED_GO_ON,
  /** One run more than may be is under way. */
  LIMIT_OFF_BY_ONE,
  /** A restart doesn't count the runs that are under way. */
  LIMIT_FORGOTTEN,
  /** A restart takes up the runs that wait in the wrong order. */
  QUEUE_REVERSED,
  /** A run that a trigger made waits for the next restart. */
  MADE_NOT_QUEUED,
  /** Backfills that are asked for at once are of one generation. */
  GENERATION_SHARED,
  /** What was out of use goes on from where it was. */
  BACK_AS_IT_WAS,
  /** What is due is not decided before its schedule changes. */
  DUE_LOST_AT_CHANGE,
  /** What no alarm tells of is never due. */
  ALARM_TRUSTED,
  /** The time until the next alarm is waited for, however the clock is set meanwhile. */
  CLOCK_TRUSTED,
  /** An alarm that goes off is taken for the time. */
  ALARM_TAKEN_FOR_TIME,
  /** An activation is promised before it is durable. */
  ACTIVATION_ACKED_EARLY,
  /** A backfill is promised before it is durable. */
  BACKFILL_ACKED_EARLY,
  /** A cause that gives way to a newer one is not recorded. */
  REPLACED_NOT_RECORDED,
  /** A restart knows nothing of the cause that waits. */
  WAITING_FORGOTTEN,
  /** A restart doesn't know when the last run was made. */
  COOLDOWN_FORGOTTEN,
  /** How far an event's trigger has come is now and then not written. */
  SEEN_NOT_WRITTEN,
  /** A call that is repeated counts once more. */
  CALL_NOT_COMPARED,
  /** A call is answered before what becomes of it is durable. */
  CALL_ACKED_EARLY,
  /** A run that goes on edited keeps nothing of what it gave. */
  EDIT_KEEPS_NOTHING,
  /** A run that goes on edited keeps what comes of what was edited. */
  EDIT_KEEPS_TOO_MUCH,
  /** A run that a task makes is written before the attempt that makes it. */
  CALLED_APART,
  /** A restart makes runs again that tasks had made. */
  CALLED_AGAIN,
  /** A task doesn't hear that the run that it made has ended. */
  RETURN_FORGOTTEN,
  /** Who stops a run doesn't stop those that its tasks made. */
  CALLED_NOT_STOPPED,
  /** Bodies are begun without a look at the lease. */
  NO_LEASE_CHECK,
  /** A lease is counted from when it was answered, not from when it was asked for. */
  LEASE_FROM_ANSWER,
  /** A lease is counted by a clock that is set forward and back. */
  LEASE_BY_WALL_CLOCK,
  /** A server whose lease is refused goes on. */
  REFUSAL_IGNORED,
  /** A lease is given while another runs. */
  LEASE_GIVEN_TWICE,
  /** What people are told is written in a transaction of its own. */
  TOLD_APART,
  /** What people are told is now and then not written. */
  TOLD_LOST,
  /** The id of what people are told is another one for each process. */
  TOLD_BY_PROCESS,
  /** A restart doesn't know how the last run of a workflow ended. */
  OUTCOME_FORGOTTEN,
  /** A notification is sent before it is recorded that it is. */
  SENT_UNRECORDED,
  /** A restart doesn't look after what was being sent. */
  SENDING_FORGOTTEN,
  /** A notification is taken for delivered before its channel has answered. */
  DELIVERED_UNASKED,
  /** A notification doesn't wait for those before it. */
  SENT_OUT_OF_ORDER,
  /** A channel that says when to come again isn't heard. */
  PUT_OFF_UNHEARD
}
