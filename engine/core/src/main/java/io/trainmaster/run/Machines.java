package io.trainmaster.run;

import java.util.Set;

/** The transition tables of run, task and attempt. */
public final class Machines {

  /** How a run moves. */
  public static final TransitionTable<RunPhase, RunEvent> RUN =
      TransitionTable.<RunPhase, RunEvent>of(RunPhase.class, RunPhase.QUEUED)
          .on(RunPhase.QUEUED, RunEvent.BEGIN, RunPhase.RUNNING)
          .on(RunPhase.QUEUED, RunEvent.CANCEL, RunPhase.CANCELLING)
          .on(RunPhase.QUEUED, RunEvent.FAIL, RunPhase.FAILED)
          .on(RunPhase.RUNNING, RunEvent.SUCCEED, RunPhase.SUCCEEDED)
          .on(RunPhase.RUNNING, RunEvent.SKIP, RunPhase.SKIPPED)
          .on(RunPhase.RUNNING, RunEvent.FAIL, RunPhase.FAILED)
          .on(RunPhase.RUNNING, RunEvent.CANCEL, RunPhase.CANCELLING)
          .on(RunPhase.CANCELLING, RunEvent.STOP, RunPhase.CANCELLED)
          .on(RunPhase.FAILED, RunEvent.RESUME, RunPhase.RUNNING)
          .on(RunPhase.CANCELLED, RunEvent.RESUME, RunPhase.RUNNING)
          .endingIn(
              Set.of(RunPhase.SUCCEEDED, RunPhase.SKIPPED, RunPhase.FAILED, RunPhase.CANCELLED));

  /** How a task moves. */
  public static final TransitionTable<TaskPhase, TaskEvent> TASK =
      TransitionTable.<TaskPhase, TaskEvent>of(TaskPhase.class, TaskPhase.WAITING)
          .on(TaskPhase.WAITING, TaskEvent.READY, TaskPhase.QUEUED)
          .on(TaskPhase.WAITING, TaskEvent.SKIP, TaskPhase.SKIPPED)
          .on(TaskPhase.WAITING, TaskEvent.OMIT, TaskPhase.OMITTED)
          .on(TaskPhase.WAITING, TaskEvent.CANCEL, TaskPhase.CANCELLED)
          .on(TaskPhase.QUEUED, TaskEvent.PLACE, TaskPhase.RUNNING)
          .on(TaskPhase.QUEUED, TaskEvent.SUCCEED, TaskPhase.SUCCEEDED)
          .on(TaskPhase.QUEUED, TaskEvent.SKIP, TaskPhase.SKIPPED)
          .on(TaskPhase.QUEUED, TaskEvent.OMIT, TaskPhase.OMITTED)
          .on(TaskPhase.QUEUED, TaskEvent.FAIL, TaskPhase.FAILED)
          .on(TaskPhase.QUEUED, TaskEvent.CANCEL, TaskPhase.CANCELLED)
          .on(TaskPhase.RUNNING, TaskEvent.SUCCEED, TaskPhase.SUCCEEDED)
          .on(TaskPhase.RUNNING, TaskEvent.RETRY, TaskPhase.BACKING_OFF)
          .on(TaskPhase.RUNNING, TaskEvent.REQUEUE, TaskPhase.QUEUED)
          .on(TaskPhase.RUNNING, TaskEvent.FAIL, TaskPhase.FAILED)
          .on(TaskPhase.RUNNING, TaskEvent.CANCEL, TaskPhase.CANCELLED)
          .on(TaskPhase.BACKING_OFF, TaskEvent.DUE, TaskPhase.QUEUED)
          .on(TaskPhase.BACKING_OFF, TaskEvent.CANCEL, TaskPhase.CANCELLED)
          .on(TaskPhase.FAILED, TaskEvent.RESUME, TaskPhase.WAITING)
          .on(TaskPhase.CANCELLED, TaskEvent.RESUME, TaskPhase.WAITING)
          .on(TaskPhase.SKIPPED, TaskEvent.RESUME, TaskPhase.WAITING)
          .on(TaskPhase.OMITTED, TaskEvent.RESUME, TaskPhase.WAITING)
          .on(TaskPhase.SUCCEEDED, TaskEvent.REPEAT, TaskPhase.WAITING)
          .on(TaskPhase.SUCCEEDED, TaskEvent.DROP, TaskPhase.OMITTED)
          .on(TaskPhase.FAILED, TaskEvent.DROP, TaskPhase.OMITTED)
          .on(TaskPhase.CANCELLED, TaskEvent.DROP, TaskPhase.OMITTED)
          .on(TaskPhase.SKIPPED, TaskEvent.DROP, TaskPhase.OMITTED)
          .endingIn(
              Set.of(
                  TaskPhase.SUCCEEDED,
                  TaskPhase.SKIPPED,
                  TaskPhase.OMITTED,
                  TaskPhase.FAILED,
                  TaskPhase.CANCELLED));

  /** How an attempt moves. */
  public static final TransitionTable<AttemptPhase, AttemptEvent> ATTEMPT =
      TransitionTable.<AttemptPhase, AttemptEvent>of(AttemptPhase.class, AttemptPhase.LAUNCHED)
          .on(AttemptPhase.LAUNCHED, AttemptEvent.START, AttemptPhase.STARTED)
          .on(AttemptPhase.LAUNCHED, AttemptEvent.SUCCEED, AttemptPhase.SUCCEEDED)
          .on(AttemptPhase.LAUNCHED, AttemptEvent.FAIL, AttemptPhase.FAILED)
          .on(AttemptPhase.STARTED, AttemptEvent.SUCCEED, AttemptPhase.SUCCEEDED)
          .on(AttemptPhase.STARTED, AttemptEvent.FAIL, AttemptPhase.FAILED)
          .endingIn(Set.of(AttemptPhase.SUCCEEDED, AttemptPhase.FAILED));

  private Machines() {}
}
