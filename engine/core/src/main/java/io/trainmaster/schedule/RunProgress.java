package io.trainmaster.schedule;

import io.trainmaster.model.Alert;
import io.trainmaster.model.EvaluationException;
import io.trainmaster.model.Evaluator;
import io.trainmaster.model.Outcome;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.plan.PlannedTask;
import io.trainmaster.plan.RunPlan;
import io.trainmaster.run.AttemptEvent;
import io.trainmaster.run.AttemptPhase;
import io.trainmaster.run.Failure;
import io.trainmaster.run.Machines;
import io.trainmaster.run.RetryPolicy;
import io.trainmaster.run.RunEvent;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.run.TaskEvent;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.track.AttemptRecord;
import io.trainmaster.track.Change;
import io.trainmaster.track.KeptResult;
import io.trainmaster.track.RunRecord;
import io.trainmaster.track.RunStore;
import io.trainmaster.track.RunSummary;
import io.trainmaster.track.TaskRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A run under way, as its {@link Scheduler} knows it. What it tells may be asked for from the
 * thread that drives the scheduler, and after the run's end from any.
 */
public final class RunProgress {

  private final Shared shared;
  private final long rank;
  private final long sequence;
  private final RunPlan plan;
  private final Evaluator evaluator;
  private final TaskBoard board;
  private final TaskStarter starter;
  private final FollowUp followUp;
  private final RunAlerts alerts;

  /** How many attempts tasks had that are recorded and, as yet, not in the plan any more. */
  private final Map<TaskId, Integer> past = new HashMap<>();

  private RunSummary run;

  /**
   * @param rank the sequence of the run that made it, or its maker, and so on; else its own
   */
  RunProgress(Shared shared, long rank, long sequence, RunSummary run, RunPlan plan) {
    this.shared = shared;
    this.rank = rank;
    this.sequence = sequence;
    this.run = run;
    this.plan = plan;
    this.board = new TaskBoard(this);
    this.evaluator = new Evaluator(plan.parameters(), this::output);
    this.alerts = new RunAlerts(shared, plan.workflow());
    this.starter = new TaskStarter(shared, this, evaluator);
    this.followUp =
        new FollowUp(shared, this, board, new Judge(plan, evaluator, board::state), starter);
  }

  /** The run as it stands. */
  public RunSummary run() {
    return run;
  }

  /** The attempts that have not ended. */
  public List<AttemptRecord> liveAttempts() {
    return board.slots().stream()
        .filter(slot -> slot.phase() == TaskPhase.RUNNING)
        .map(slot -> current(slot.state()))
        .toList();
  }

  /** The tasks, in the order of the plan. */
  public List<TaskView> tasks() {
    return board.slots().stream().map(slot -> TaskView.of(slot.state())).toList();
  }

  /** Whether a task is to stop, since its run is being stopped and the task doesn't tidy up. */
  public boolean isStopping(TaskId task) {
    return board.find(task).filter(this::isStopping).isPresent();
  }

  /** Whether a task makes a run of another workflow. */
  public boolean isCall(TaskId task) {
    return board.find(task).flatMap(TaskSlot::version).isPresent();
  }

  /** How many attempts a task has had, also one that an edit has removed. */
  public int attempts(TaskId task) {
    return board
        .find(task)
        .map(slot -> slot.state().attempts())
        .orElseGet(() -> past.getOrDefault(task, 0));
  }

  /** What a finished task gave; {@link Value#ABSENT} before that. */
  public Value output(TaskId task) {
    return board.find(task).flatMap(slot -> slot.state().output()).orElse(Value.ABSENT);
  }

  /** Runs with a higher one are served first. */
  int priority() {
    return run.options().priority();
  }

  /**
   * What the run gives: nothing before it has succeeded, and nothing where its workflow returns
   * nothing.
   *
   * @throws EvaluationException where that can't be worked out
   */
  public Value result() {
    return run.phase() == RunPhase.SUCCEEDED
        ? plan.workflow().result().map(evaluator::evaluate).orElse(Value.ABSENT)
        : Value.ABSENT;
  }

  /** Of runs with one priority, those with a smaller one are served first. */
  long rank() {
    return rank;
  }

  /** Of runs with one rank, those with a smaller one are served first. */
  long sequence() {
    return sequence;
  }

  /** A task that is new to the run; it may have been in it before its workflow was edited. */
  TaskState added(PlannedTask task) {
    return TaskState.of(task).after(past.getOrDefault(task.id(), 0));
  }

  /** Whether a task that is new to the run had been in it before. */
  boolean isBack(TaskId task) {
    return past.containsKey(task);
  }

  TaskStarter starter() {
    return starter;
  }

  // How it begins.

  void begin() {
    board.add(plan.tasks().stream().map(TaskState::of).toList());
    shared.stirred().add(this);
  }

  /** Looks again at a task's deadline, where somebody wants to know of it. */
  void watch(TaskSlot slot) {
    if (alerts.isAwaited(Alert.Cause.LATE)) {
      starter.watch(slot);
    }
  }

  void restore(RunRecord record) {
    restore(record, id -> true);
    for (TaskSlot slot : board.slots()) {
      if (slot.phase() == TaskPhase.RUNNING) {
        starter.enter(slot, current(slot.state()));
      }
      watch(slot);
    }
    shared.stirred().add(this);
  }

  private void restore(RunRecord record, Predicate<TaskId> stays) {
    Map<TaskId, TaskRecord> records = new HashMap<>();
    record.tasks().forEach(task -> records.put(task.id(), task));
    restore(plan.tasks(), records, stays);
    records.forEach(
        (id, task) -> {
          if (board.find(id).isEmpty()) {
            past.put(id, task.attempts().stream().mapToInt(AttemptRecord::number).max().orElse(0));
          }
        });
  }

  /** The items of a loop are those of the list that it went over then. */
  private void restore(
      Collection<PlannedTask> planned, Map<TaskId, TaskRecord> records, Predicate<TaskId> stays) {
    board.add(planned.stream().map(task -> restored(task, records)).toList());
    for (PlannedTask task : planned) {
      TaskState state = board.state(task.id());
      if (task.work() instanceof PlannedTask.Spread
          && state.phase() == TaskPhase.SUCCEEDED
          && stays.test(task.id())) {
        restore(plan.items(task, state.output().orElseThrow()), records, stays);
      }
    }
  }

  private static TaskState restored(PlannedTask task, Map<TaskId, TaskRecord> records) {
    TaskRecord record = records.get(task.id());
    return record == null ? TaskState.of(task) : Restoring.state(task, record);
  }

  void resume(Instant now) {
    note(now, "run.resumed", "Resumed");
    goOn(slot -> !slot.task().membership().cleanup());
  }

  void revise(RunRecord record, Revision revision, WorkflowVersion version, Instant now) {
    restore(record, revision.kept()::contains);
    shared
        .draft()
        .add(new Change.RunRevised(run.id(), version, plan.parameters(), revision.tasks()));
    note(
        now,
        RunStore.Event.REVISED,
        "Goes on with version %s in place of %s"
            .formatted(version.hash(), record.summary().versionHash()));
    goOn(slot -> revision.kept().contains(slot.id()));
    record.tasks().stream()
        .filter(task -> revision.dropped().contains(task.id()))
        .forEach(this::drop);
  }

  private void drop(TaskRecord task) {
    String message = "It is in the workflow no more.";
    // A task still waits in a run that failed before it began.
    Machines.TASK
        .next(task.phase(), TaskEvent.DROP)
        .or(() -> Machines.TASK.next(task.phase(), TaskEvent.OMIT))
        .map(phase -> new Change.TaskChanged(run.id(), task.id(), phase, message, Optional.empty()))
        .ifPresent(shared.draft()::add);
  }

  /** What had not succeeded is tried again, and so is what may not stay though it had. */
  private void goOn(Predicate<TaskSlot> stays) {
    Machines.RUN
        .next(run.phase(), RunEvent.RESUME)
        .ifPresent(phase -> changeRun(phase, "", Optional.empty()));
    for (TaskSlot slot : board.slots()) {
      slot.tried(0);
      if (slot.phase() != TaskPhase.SUCCEEDED) {
        move(slot, slot.state().afresh(), TaskEvent.RESUME, "");
      } else if (!stays.test(slot)) {
        move(slot, slot.state().afresh(), TaskEvent.REPEAT, "");
      }
    }
    board.recount();
    shared.stirred().add(this);
  }

  // What happens.

  void take(Input input, Instant now) {
    if (input instanceof Input.OfTask ofTask && board.find(ofTask.task()).isEmpty()) {
      note(now, "task.gone", ofTask.task() + " is in the workflow no more");
    } else if (input instanceof Input.Started started) {
      started(started, now);
    } else if (input instanceof Input.Succeeded succeeded) {
      succeeded(succeeded, now);
    } else if (input instanceof Input.Found found) {
      found(found, now);
    } else if (input instanceof Input.NotFound notFound) {
      notFound(notFound, now);
    } else if (input instanceof Input.Failed failed) {
      failed(failed, now);
    } else if (input instanceof Input.Unmet unmet) {
      unmet(unmet, now);
    } else if (input instanceof Input.Returned returned) {
      returned(returned, now);
    } else if (input instanceof Input.Orphaned orphaned) {
      orphaned(orphaned, now);
    } else if (input instanceof Input.Cancel cancel) {
      cancel(cancel, now);
    }
  }

  private void started(Input.Started input, Instant now) {
    TaskSlot slot = board.slot(input.task());
    if (isCurrent(slot, input.attempt())) {
      AttemptRecord attempt = current(slot.state());
      Machines.ATTEMPT
          .next(attempt.phase(), AttemptEvent.START)
          .ifPresent(phase -> change(slot, Attempts.started(attempt, phase, input.pid(), now)));
    }
  }

  private void succeeded(Input.Succeeded input, Instant now) {
    TaskSlot slot = board.slot(input.task());
    if (!isCurrent(slot, input.attempt()) || current(slot.state()).fence() != input.fence()) {
      note(now, "attempt.stale", input.task() + " attempt " + input.attempt() + " ended too late");
      return;
    }
    input
        .artifacts()
        .forEach(artifact -> shared.draft().add(new Change.ArtifactPublished(artifact)));
    end(slot, AttemptPhase.SUCCEEDED, Optional.empty(), input.peakMemoryBytes(), now);
    if (run.phase() == RunPhase.CANCELLING) {
      // It won the race against the wish to stop it; its work is kept.
      note(now, "task.succeeded", input.task() + " succeeded while the run was being stopped");
    }
    move(slot, slot.state().giving(input.output()), TaskEvent.SUCCEED, "");
  }

  /** What an equal call gave stands for what this one would give. */
  private void found(Input.Found input, Instant now) {
    TaskSlot slot = board.slot(input.task());
    if (!input.key().equals(slot.asked())) {
      return;
    }
    KeptResult result = input.result();
    int number = slot.state().attempts() + 1;
    AttemptRecord attempt =
        Attempts.reused(slot.id(), number, shared.fences().getAsLong(), result, now);
    shared.draft().add(new Change.AttemptChanged(run.id(), attempt));
    shared.draft().add(new Change.CallKeyed(run.id(), slot.id(), number, input.key()));
    Reused.changes(result, run.id(), slot.id(), number, now).forEach(shared.draft()::add);
    note(now, "task.reused", slot.id() + ": " + attempt.placement());
    move(
        slot,
        slot.state().with(attempt).giving(result.output()),
        TaskEvent.SUCCEED,
        attempt.placement());
  }

  private void notFound(Input.NotFound input, Instant now) {
    TaskSlot slot = board.slot(input.task());
    if (!input.key().equals(slot.asked())) {
      return;
    }
    slot.asked(null);
    if (!input.reason().isEmpty()) {
      note(now, RunStore.Event.NOT_REUSED, slot.id() + ": " + input.reason());
    }
    starter.queue(slot, now);
    shared.stirred().add(this);
  }

  private void failed(Input.Failed input, Instant now) {
    TaskSlot slot = board.slot(input.task());
    if (!isCurrent(slot, input.attempt())) {
      return;
    }
    Failure failure = input.failure();
    if (failure.outcome() == Outcome.REFUSED && !failure.code().isEmpty()) {
      // The operator can't use what it was given.
      refused(slot, failure, now);
    } else {
      failed(slot, failure, input.peakMemoryBytes(), now);
    }
  }

  private void failed(TaskSlot slot, Failure failure, long peakMemoryBytes, Instant now) {
    end(slot, AttemptPhase.FAILED, Optional.of(failure), peakMemoryBytes, now);
    note(now, "attempt.failed", slot.id() + ": " + failure.message());
    if (isStopping(slot)) {
      move(slot, TaskEvent.CANCEL, failure.message());
      return;
    }
    Optional<Duration> delay =
        RetryPolicy.delay(slot.operator().policy(), failure.outcome(), slot.state().retries());
    if (delay.isPresent()) {
      Instant due = now.plus(delay.get());
      TaskState retried = slot.state().retriedFor(failure.outcome(), due);
      move(slot, retried, TaskEvent.RETRY, failure.message());
      shared.alarms().set(due, slot);
    } else {
      move(slot, TaskEvent.FAIL, failure.message());
    }
  }

  private void unmet(Input.Unmet input, Instant now) {
    TaskSlot slot = board.slot(input.task());
    if (isCurrent(slot, input.attempt())) {
      refused(slot, Failure.of(Outcome.REFUSED, input.reason()), now);
    }
  }

  /** The next of its requests is tried. It costs no retry: nothing is known against the task. */
  private void refused(TaskSlot slot, Failure failure, Instant now) {
    int tried = slot.tried();
    if (isStopping(slot) || tried >= slot.operator().policy().resources().size()) {
      failed(slot, failure, 0, now);
      return;
    }
    end(slot, AttemptPhase.FAILED, Optional.of(failure), 0, now);
    note(now, "attempt.failed", slot.id() + ": " + failure.message());
    slot.tried(tried);
    move(slot, TaskEvent.REQUEUE, failure.message());
  }

  /** A run that was skipped gives nothing, which whoever called it has reckoned with. */
  private void returned(Input.Returned input, Instant now) {
    TaskSlot slot = board.slot(input.task());
    if (!isCurrent(slot, input.attempt())) {
      return;
    }
    RunSummary ended = input.run();
    switch (ended.phase()) {
      case SUCCEEDED, SKIPPED -> {
        end(slot, AttemptPhase.SUCCEEDED, Optional.empty(), 0, now);
        String message =
            ended.phase() == RunPhase.SKIPPED
                ? "Run %s was skipped: %s".formatted(ended.id(), ended.message())
                : "";
        move(slot, slot.state().giving(input.result()), TaskEvent.SUCCEED, message);
      }
      case CANCELLED -> failed(slot, stopped(slot, ended.id(), now), 0, now);
      default -> {
        String message = "Run %s failed: %s".formatted(ended.id(), ended.message());
        failed(slot, Failure.of(Outcome.ERROR, message), 0, now);
      }
    }
  }

  private Failure stopped(TaskSlot slot, RunId made, Instant now) {
    return !isStopping(slot) && starter.isOver(slot, current(slot.state()), now)
        ? Failure.of(Outcome.TIMEOUT, "Run %s took longer than it may.".formatted(made))
        : Failure.of(Outcome.CANCELLED, "Run %s was stopped.".formatted(made));
  }

  private void orphaned(Input.Orphaned input, Instant now) {
    TaskSlot slot = board.slot(input.task());
    if (isCurrent(slot, input.attempt())) {
      Failure lost = Failure.of(Outcome.LOST, "The engine stopped while it ran.");
      end(slot, AttemptPhase.FAILED, Optional.of(lost), 0, now);
      TaskEvent event = isStopping(slot) ? TaskEvent.CANCEL : TaskEvent.REQUEUE;
      move(slot, event, lost.message());
    }
  }

  private void cancel(Input.Cancel input, Instant now) {
    Optional<RunPhase> cancelling = Machines.RUN.next(run.phase(), RunEvent.CANCEL);
    if (cancelling.isPresent()) {
      changeRun(cancelling.get(), "Stopped by request.", Optional.empty());
      note(now, "run.cancelled", "Asked to stop");
      stop(false);
    }
    if (input.cleanup() && run.phase() == RunPhase.CANCELLING) {
      note(now, "run.cancelled", "Asked to stop what tidies up, too");
      stop(true);
    }
  }

  private void stop(boolean cleanup) {
    for (TaskSlot slot : board.slots()) {
      if (slot.task().membership().cleanup() != cleanup) {
        continue;
      } else if (slot.phase() == TaskPhase.RUNNING) {
        kill(slot);
      } else {
        move(slot, TaskEvent.CANCEL, "The run was stopped.");
      }
    }
  }

  private void kill(TaskSlot slot) {
    shared.draft().add(new Effect.Kill(run.id(), slot.id(), slot.state().attempts()));
  }

  /** The time has come that a task waited for, or was to have started by. */
  void alarm(TaskSlot slot, Instant now) {
    if (run.phase() == RunPhase.RUNNING && !slot.phase().isEnd() && starter.isLate(slot, now)) {
      alerts.late(run, starter.lateness(slot), now);
    }
    if (slot.phase() == TaskPhase.BACKING_OFF && !slot.state().dueAt().isAfter(now)) {
      move(slot, TaskEvent.DUE, "");
    } else if (slot.phase() == TaskPhase.QUEUED && starter.isLate(slot, now)) {
      starter.refuseLate(slot);
    } else if (slot.phase() == TaskPhase.QUEUED) {
      starter.considerNext(slot, now);
    } else if (slot.phase() == TaskPhase.RUNNING
        && starter.isOver(slot, current(slot.state()), now)) {
      kill(slot);
    }
  }

  // What follows.

  /** Follows up what has moved; a run that has waited for its turn begins. */
  void settle(Instant now) {
    Optional<RunPhase> begun = Machines.RUN.next(run.phase(), RunEvent.BEGIN);
    if (begun.isPresent()) {
      changeRun(begun.get(), "", now, Optional.empty());
      board.slots().forEach(this::watch);
    }
    followUp.settle(now);
  }

  /** Ends the run where all its tasks have ended; whether it has. */
  boolean finish(Instant now) {
    if (board.active() > 0 || run.phase().isEnd()) {
      return false;
    }
    Verdict verdict = Verdict.of(run, board.slots().stream().map(TaskSlot::state).toList());
    Optional<RunPhase> end = Machines.RUN.next(run.phase(), verdict.event());
    end.ifPresent(
        phase -> {
          changeRun(phase, verdict.message(), Optional.of(now));
          note(now, "run.ended", phase.name().toLowerCase(Locale.ROOT));
          alerts.ended(run, now);
          shared.draft().add(new Effect.Finish(run));
        });
    return end.isPresent();
  }

  // Bookkeeping.

  private static boolean isCurrent(TaskSlot slot, int attempt) {
    return slot.phase() == TaskPhase.RUNNING && slot.state().attempts() == attempt;
  }

  private static AttemptRecord current(TaskState state) {
    return state.attempt().orElseThrow();
  }

  /** Whether a run that is being stopped stops this task too. */
  private boolean isStopping(TaskSlot slot) {
    return run.phase() == RunPhase.CANCELLING && !slot.task().membership().cleanup();
  }

  private void end(
      TaskSlot slot, AttemptPhase phase, Optional<Failure> failure, long peak, Instant now) {
    AttemptRecord attempt = Attempts.ended(current(slot.state()), phase, failure, peak, now);
    starter.leave(slot, attempt);
    slot.tried(0);
    change(slot, attempt);
  }

  private void change(TaskSlot slot, AttemptRecord attempt) {
    shared.draft().add(new Change.AttemptChanged(run.id(), attempt));
    slot.state(slot.state().with(attempt));
  }

  /** Moves a task that else stays as it is. */
  void move(TaskSlot slot, TaskEvent event, String message) {
    move(slot, slot.state(), event, message);
  }

  /**
   * Moves a task where the table says; an event that means nothing to its phase changes nothing.
   */
  void move(TaskSlot slot, TaskState state, TaskEvent event, String message) {
    Optional<TaskPhase> next = Machines.TASK.next(slot.phase(), event);
    if (next.isPresent()) {
      shared.queue().remove(slot);
      TaskState moved = state.in(next.get(), message);
      board.move(slot, moved);
      shared.stirred().add(this);
      shared
          .draft()
          .add(new Change.TaskChanged(run.id(), slot.id(), moved.phase(), message, moved.output()));
    }
  }

  private void changeRun(RunPhase phase, String message, Optional<Instant> endedAt) {
    changeRun(phase, message, run.startedAt(), endedAt);
  }

  private void changeRun(
      RunPhase phase, String message, Instant startedAt, Optional<Instant> endedAt) {
    run = run.in(phase, message, startedAt, endedAt);
    shared.draft().add(new Change.RunChanged(run));
  }

  void note(Instant now, String type, String text) {
    shared.draft().add(new Change.EventRecorded(run.id(), now, type, text));
  }
}
