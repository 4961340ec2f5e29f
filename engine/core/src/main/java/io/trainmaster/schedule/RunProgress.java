package io.trainmaster.schedule;

import io.trainmaster.model.EvaluationException;
import io.trainmaster.model.Evaluator;
import io.trainmaster.model.Outcome;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.placement.Node;
import io.trainmaster.plan.PlannedTask;
import io.trainmaster.plan.RunPlan;
import io.trainmaster.run.AttemptEvent;
import io.trainmaster.run.AttemptPhase;
import io.trainmaster.run.Failure;
import io.trainmaster.run.Machines;
import io.trainmaster.run.RetryPolicy;
import io.trainmaster.run.RunEvent;
import io.trainmaster.run.RunPhase;
import io.trainmaster.run.TaskEvent;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.track.AttemptRecord;
import io.trainmaster.track.Change;
import io.trainmaster.track.RunRecord;
import io.trainmaster.track.RunSummary;
import io.trainmaster.track.TaskRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A run under way. Told what happened, it decides what follows. For one thread at a time.
 *
 * <p>A task starts as soon as what it depends on has ended well and the node has room. A failed
 * task stops what depends on it and nothing else; when nothing can go on, the run ends.
 */
public final class RunProgress {

  private final RunPlan plan;
  private final Node node;
  private final LongSupplier fences;
  private final Evaluator evaluator;
  private final Judge judge;
  private final Map<TaskId, TaskState> tasks = new LinkedHashMap<>();

  private RunSummary run;
  private List<Change> changes = new ArrayList<>();
  private List<Effect> effects = new ArrayList<>();

  private RunProgress(RunSummary run, RunPlan plan, Node node, LongSupplier fences) {
    this.run = run;
    this.plan = plan;
    this.node = node;
    this.fences = fences;
    this.evaluator = new Evaluator(plan.parameters(), this::output);
    this.judge = new Judge(plan, evaluator, this::state);
    plan.tasks().values().forEach(task -> tasks.put(task.id(), TaskState.of(task)));
  }

  /**
   * A run that has just been created.
   *
   * @param fences gives a number greater than any before, for each attempt
   */
  public static RunProgress start(RunSummary run, RunPlan plan, Node node, LongSupplier fences) {
    return new RunProgress(run, plan, node, fences);
  }

  /** A run as it was recorded, to be gone on with. */
  public static RunProgress restore(
      RunRecord record, RunPlan plan, Node node, LongSupplier fences) {
    RunProgress progress = new RunProgress(record.summary(), plan, node, fences);
    Map<TaskId, TaskRecord> records = new HashMap<>();
    record.tasks().forEach(task -> records.put(task.id(), task));
    progress.restore(plan.tasks().values(), records);
    return progress;
  }

  /** The items of a loop are those of the list that it went over then. */
  private void restore(Collection<PlannedTask> planned, Map<TaskId, TaskRecord> records) {
    for (PlannedTask task : planned) {
      TaskRecord record = records.get(task.id());
      tasks.put(task.id(), record == null ? TaskState.of(task) : Restoring.state(task, record));
    }
    for (PlannedTask task : planned) {
      TaskState state = state(task.id());
      if (task.work() instanceof PlannedTask.Spread && state.phase() == TaskPhase.SUCCEEDED) {
        restore(plan.items(task, state.output().orElseThrow()), records);
      }
    }
  }

  /** The run as it stands. */
  public RunSummary run() {
    return run;
  }

  /** The attempts that have not ended. */
  public List<AttemptRecord> liveAttempts() {
    return tasks.values().stream()
        .filter(state -> state.phase() == TaskPhase.RUNNING)
        .flatMap(state -> state.attempt().stream())
        .toList();
  }

  /** The tasks, in the order of the plan. */
  public List<TaskView> tasks() {
    return tasks.values().stream().map(TaskView::of).toList();
  }

  /** How many attempts a task has had. */
  public int attempts(TaskId task) {
    return state(task).attempts();
  }

  /** What a finished task gave; {@link Value#ABSENT} before that. */
  public Value output(TaskId task) {
    TaskState state = tasks.get(task);
    return state == null ? Value.ABSENT : state.output().orElse(Value.ABSENT);
  }

  /** Goes on with a run that failed or was stopped: what did not succeed is tried again. */
  public Decision resume(Instant now) {
    Machines.RUN
        .next(run.phase(), RunEvent.RESUME)
        .ifPresent(phase -> changeRun(phase, "", Optional.empty()));
    note(now, "run.resumed", "Resumed");
    for (TaskState state : List.copyOf(tasks.values())) {
      if (state.task().membership().cleanup() && state.phase() == TaskPhase.SUCCEEDED) {
        move(state.afresh(), TaskEvent.REPEAT, "");
      } else if (state.phase() != TaskPhase.SUCCEEDED) {
        move(state.afresh(), TaskEvent.RESUME, "");
      }
    }
    return advance(now);
  }

  /** Tells the run what happened. */
  public Decision handle(Input input, Instant now) {
    if (input instanceof Input.Started started) {
      started(started, now);
    } else if (input instanceof Input.Succeeded succeeded) {
      succeeded(succeeded, now);
    } else if (input instanceof Input.Failed failed) {
      failed(failed, now);
    } else if (input instanceof Input.Orphaned orphaned) {
      orphaned(orphaned, now);
    } else if (input instanceof Input.Cancel) {
      cancel(now);
    }
    return advance(now);
  }

  // What happened.

  private void started(Input.Started input, Instant now) {
    TaskState state = state(input.task());
    if (isCurrent(state, input.attempt())) {
      AttemptRecord attempt = current(state);
      Machines.ATTEMPT
          .next(attempt.phase(), AttemptEvent.START)
          .ifPresent(phase -> change(state, Attempts.started(attempt, phase, input.pid(), now)));
    }
  }

  private void succeeded(Input.Succeeded input, Instant now) {
    TaskState state = state(input.task());
    if (!isCurrent(state, input.attempt()) || current(state).fence() != input.fence()) {
      note(now, "attempt.stale", input.task() + " attempt " + input.attempt() + " ended too late");
      return;
    }
    input.artifacts().forEach(artifact -> changes.add(new Change.ArtifactPublished(artifact)));
    TaskState ended =
        end(state, AttemptPhase.SUCCEEDED, Optional.empty(), input.peakMemoryBytes(), now);
    if (run.phase() == RunPhase.CANCELLING) {
      // It won the race against the wish to stop it; its work is kept.
      note(now, "task.succeeded", input.task() + " succeeded while the run was being stopped");
    }
    move(ended.giving(input.output()), TaskEvent.SUCCEED, "");
  }

  private void failed(Input.Failed input, Instant now) {
    TaskState state = state(input.task());
    if (!isCurrent(state, input.attempt())) {
      return;
    }
    Failure failure = input.failure();
    TaskState ended =
        end(state, AttemptPhase.FAILED, Optional.of(failure), input.peakMemoryBytes(), now);
    note(now, "attempt.failed", input.task() + ": " + failure.message());
    if (isStopping(state)) {
      move(ended, TaskEvent.CANCEL, failure.message());
      return;
    }
    Optional<Duration> delay =
        RetryPolicy.delay(operator(state).policy(), failure.outcome(), ended.retries());
    if (delay.isPresent()) {
      Instant due = now.plus(delay.get());
      move(ended.retriedFor(failure.outcome(), due), TaskEvent.RETRY, failure.message());
      effects.add(new Effect.WakeAt(due));
    } else {
      move(ended, TaskEvent.FAIL, failure.message());
    }
  }

  private void orphaned(Input.Orphaned input, Instant now) {
    TaskState state = state(input.task());
    if (isCurrent(state, input.attempt())) {
      Failure lost = Failure.of(Outcome.LOST, "The engine stopped while it ran.");
      TaskState ended = end(state, AttemptPhase.FAILED, Optional.of(lost), 0, now);
      move(ended, isStopping(state) ? TaskEvent.CANCEL : TaskEvent.REQUEUE, lost.message());
    }
  }

  private void cancel(Instant now) {
    Optional<RunPhase> cancelling = Machines.RUN.next(run.phase(), RunEvent.CANCEL);
    if (cancelling.isEmpty()) {
      return;
    }
    changeRun(cancelling.get(), "Stopped by request.", Optional.empty());
    note(now, "run.cancelled", "Asked to stop");
    for (TaskState state : List.copyOf(tasks.values())) {
      if (state.task().membership().cleanup()) {
        continue;
      } else if (state.phase() == TaskPhase.RUNNING) {
        effects.add(new Effect.Kill(state.task().id(), state.attempts()));
      } else {
        move(state, TaskEvent.CANCEL, "The run was stopped.");
      }
    }
  }

  // What follows.

  private Decision advance(Instant now) {
    if (!run.phase().isEnd()) {
      wakeUp(now);
      int before;
      do {
        // A task that could not be started ends others, so this is done until nothing moves.
        before = changes.size();
        settle(now);
        new Dispatch(this, node, tasks.values()).run(now);
      } while (changes.size() > before);
    }
    finish(now);
    Decision decision = new Decision(changes, effects);
    changes = new ArrayList<>();
    effects = new ArrayList<>();
    return decision;
  }

  private void wakeUp(Instant now) {
    for (TaskState state : List.copyOf(tasks.values())) {
      if (state.phase() == TaskPhase.BACKING_OFF && !state.dueAt().isAfter(now)) {
        move(state, TaskEvent.DUE, "");
      }
    }
  }

  /** Moves what waits, and decides what the engine decides itself. */
  private void settle(Instant now) {
    // Tasks stand after those they depend on, so one pass carries a change all the way.
    for (TaskId id : List.copyOf(tasks.keySet())) {
      TaskState waiting = state(id);
      if (waiting.phase() == TaskPhase.WAITING && mayBegin(waiting)) {
        Dependents.event(waiting, this::state)
            .ifPresent(caused -> move(waiting, caused.event(), caused.reason()));
      }
      TaskState ready = state(id);
      if (ready.phase() == TaskPhase.QUEUED) {
        judge.rule(ready.task()).ifPresent(ruling -> follow(ready, ruling, now));
      }
    }
  }

  private boolean mayBegin(TaskState waiting) {
    return !(waiting.task().work() instanceof PlannedTask.Await)
        || tasks.values().stream()
            .allMatch(state -> state.task().membership().cleanup() || state.phase().isEnd());
  }

  private void follow(TaskState state, Ruling ruling, Instant now) {
    if (ruling.event() == TaskEvent.SKIP || ruling.event() == TaskEvent.FAIL) {
      note(now, "task.decided", state.task().id() + ": " + ruling.message());
    }
    move(ruling.output().map(state::giving).orElse(state), ruling.event(), ruling.message());
    for (PlannedTask task : ruling.tasks()) {
      TaskState known = tasks.get(task.id());
      tasks.put(task.id(), known == null ? TaskState.of(task) : known.planned(task));
      if (known == null) {
        changes.add(
            new Change.TaskChanged(run.id(), task.id(), TaskPhase.WAITING, "", Optional.empty()));
      }
    }
  }

  /** Whether a run that is being stopped stops this task too. */
  private boolean isStopping(TaskState state) {
    return run.phase() == RunPhase.CANCELLING && !state.task().membership().cleanup();
  }

  /** Starts an attempt of a queued task; called by {@link Dispatch}. */
  void launch(TaskState state, AttemptRecord attempt, Optional<Duration> timeout) {
    TaskSpec.Operator operator = operator(state);
    try {
      Map<String, Value> arguments = new LinkedHashMap<>(evaluator.evaluate(operator.arguments()));
      arguments.values().removeIf(Value.ABSENT::equals);
      var block = operator.block().stream().map(evaluator::evaluate).toList();
      move(state.with(attempt), TaskEvent.PLACE, "");
      changes.add(new Change.AttemptChanged(run.id(), attempt));
      effects.add(new Effect.Launch(attempt, operator, arguments, block, timeout));
    } catch (EvaluationException e) {
      move(state, TaskEvent.FAIL, e.reason());
    }
  }

  /** Ends a queued task that can't be started. */
  void refuse(TaskState state, String reason) {
    move(state, TaskEvent.FAIL, reason);
  }

  long nextFence() {
    return fences.getAsLong();
  }

  Instant startedAt() {
    return run.startedAt();
  }

  private void finish(Instant now) {
    boolean active = tasks.values().stream().anyMatch(state -> !state.phase().isEnd());
    if (active || run.phase().isEnd()) {
      return;
    }
    Verdict verdict = Verdict.of(run, tasks.values());
    Machines.RUN
        .next(run.phase(), verdict.event())
        .ifPresent(
            phase -> {
              changeRun(phase, verdict.message(), Optional.of(now));
              note(now, "run.ended", phase.name().toLowerCase(java.util.Locale.ROOT));
              effects.add(new Effect.Finish(run));
            });
  }

  // Bookkeeping.

  private TaskState state(TaskId id) {
    return java.util.Objects.requireNonNull(tasks.get(id));
  }

  private static boolean isCurrent(TaskState state, int attempt) {
    return state.phase() == TaskPhase.RUNNING && state.attempts() == attempt;
  }

  private static AttemptRecord current(TaskState state) {
    return state.attempt().orElseThrow();
  }

  private TaskState end(
      TaskState state, AttemptPhase phase, Optional<Failure> failure, long peak, Instant now) {
    AttemptRecord attempt = Attempts.ended(current(state), phase, failure, peak, now);
    change(state, attempt);
    return state.with(attempt);
  }

  private void change(TaskState state, AttemptRecord attempt) {
    changes.add(new Change.AttemptChanged(run.id(), attempt));
    tasks.put(state.task().id(), state.with(attempt));
  }

  /**
   * Moves a task where the table says; an event that means nothing to its phase changes nothing.
   */
  private void move(TaskState state, TaskEvent event, String message) {
    Optional<TaskPhase> next = Machines.TASK.next(state.phase(), event);
    if (next.isPresent()) {
      TaskState moved = state.in(next.get(), message);
      TaskId id = state.task().id();
      tasks.put(id, moved);
      changes.add(new Change.TaskChanged(run.id(), id, moved.phase(), message, moved.output()));
    }
  }

  private void changeRun(RunPhase phase, String message, Optional<Instant> endedAt) {
    run =
        new RunSummary(
            run.id(), run.workflow(), run.versionHash(), phase, message, run.startedAt(), endedAt);
    changes.add(new Change.RunChanged(run));
  }

  private void note(Instant now, String type, String text) {
    changes.add(new Change.EventRecorded(run.id(), now, type, text));
  }

  private static TaskSpec.Operator operator(TaskState state) {
    if (state.task().work() instanceof PlannedTask.Call call) {
      return call.operator();
    }
    throw new IllegalStateException(state.task().id() + " runs no operator");
  }
}
