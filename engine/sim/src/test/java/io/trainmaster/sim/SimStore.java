package io.trainmaster.sim;

import io.trainmaster.model.TaskId;
import io.trainmaster.model.Value;
import io.trainmaster.outbox.Notification;
import io.trainmaster.placement.GpuShare;
import io.trainmaster.plan.PlannedTask;
import io.trainmaster.plan.RunPlan;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.time.Occurrence;
import io.trainmaster.time.TriggerId;
import io.trainmaster.track.AttemptRecord;
import io.trainmaster.track.Change;
import io.trainmaster.track.RunRecord;
import io.trainmaster.track.RunSummary;
import io.trainmaster.track.TaskRecord;
import io.trainmaster.trigger.Activation;
import io.trainmaster.trigger.Cause;
import io.trainmaster.trigger.EventState;
import io.trainmaster.trigger.OccurrenceRecord;
import io.trainmaster.trigger.TriggerState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is durable. A commit takes time, may fail before or after it is written, and is written
 * whole or not at all. Servers write under the epoch that they were given; those of an earlier one
 * are refused.
 */
final class SimStore {

  private final World world;
  private final SimLeadership leadership;
  private final SimCalls calls;
  private final Map<RunId, StoredRun> runs = new LinkedHashMap<>();
  private final Map<RunId, RunPlan> plans = new HashMap<>();

  /** Very many runs have one plan. */
  private final Map<RunPlan, Map<TaskId, PlannedTask>> tasks = new IdentityHashMap<>();

  private final Map<String, Activation> activations = new LinkedHashMap<>();
  private final Map<TriggerId, TriggerState> states = new LinkedHashMap<>();
  private final Map<Occurrence.Key, OccurrenceRecord> occurrences = new HashMap<>();
  private final Map<TriggerId, Integer> generations = new HashMap<>();
  private final SimCauses causes;
  private final SimOutbox outbox;
  private final SimPast past;
  private final Map<String, Integer> numbers = new HashMap<>();
  private List<Change> tail = List.of();
  private long fence;
  private int unfinished;

  SimStore(World world) {
    this.world = world;
    this.leadership = new SimLeadership(world);
    this.calls = new SimCalls(world);
    this.causes = new SimCauses(world);
    this.outbox = new SimOutbox(world);
    this.past = new SimPast(world);
  }

  /** How a commit ended, as the server hears of it. */
  enum Answer {
    WRITTEN,
    /** It may have been written or not. */
    FAILED,
    /** Another server has taken over. */
    FENCED
  }

  /** A task as it was written. */
  static final class StoredTask {
    final TaskId id;
    TaskPhase phase;
    String message = "";
    Optional<Value> output = Optional.empty();
    final List<AttemptRecord> attempts = new ArrayList<>();

    StoredTask(TaskId id, TaskPhase phase) {
      this.id = id;
      this.phase = phase;
    }

    static StoredTask waiting(TaskId id) {
      return new StoredTask(id, TaskPhase.WAITING);
    }

    @Nullable AttemptRecord last() {
      return attempts.isEmpty() ? null : attempts.get(attempts.size() - 1);
    }
  }

  /** A run as it was written. */
  static final class StoredRun {
    RunSummary summary;
    Optional<Occurrence.Key> reason = Optional.empty();
    final Map<TaskId, StoredTask> tasks = new LinkedHashMap<>();

    StoredRun(RunSummary summary) {
      this.summary = summary;
    }

    Collection<StoredTask> tasks() {
      return tasks.values();
    }

    @Nullable StoredTask task(TaskId id) {
      return tasks.get(id);
    }
  }

  /** Who may write. */
  SimLeadership leadership() {
    return leadership;
  }

  /** What calls gave. */
  SimCalls calls() {
    return calls;
  }

  /** What people are told. */
  SimOutbox outbox() {
    return outbox;
  }

  /** What servers find recorded of earlier runs. */
  SimPast past() {
    return past;
  }

  /** A run that is there, in one line. */
  RunSummary summary(RunId id) {
    return Objects.requireNonNull(run(id)).summary;
  }

  /** A run is to be made by a plan. */
  void plan(RunId id, RunPlan plan) {
    plans.put(id, plan);
  }

  long nextFence() {
    return ++fence;
  }

  void restartFences() {
    fence = 0;
  }

  int lastRunNumber(String workflow) {
    return numbers.getOrDefault(workflow, 0);
  }

  /** The latest activation of each workflow. */
  List<Activation> activations() {
    return List.copyOf(activations.values());
  }

  /** Every trigger that was ever active. */
  List<TriggerState> states() {
    List<TriggerState> all = new ArrayList<>(states.values());
    if (world.has(Bug.PAUSE_FORGOTTEN)) {
      all.replaceAll(state -> new TriggerState(state.id(), state.cursor(), false));
    }
    return all;
  }

  @Nullable TriggerState state(TriggerId trigger) {
    return states.get(trigger);
  }

  @Nullable OccurrenceRecord occurrence(Occurrence.Key key) {
    return occurrences.get(key);
  }

  /** Every event's trigger that was ever active. */
  List<EventState> eventStates() {
    return causes.states();
  }

  @Nullable EventState eventState(TriggerId trigger) {
    return causes.state(trigger);
  }

  @Nullable Cause cause(TriggerId trigger, String key) {
    return causes.cause(trigger, key);
  }

  int lastGeneration(TriggerId trigger) {
    return generations.getOrDefault(trigger, 0);
  }

  /** How many runs wait or are under way. */
  int unfinished() {
    return unfinished;
  }

  Collection<StoredRun> runs() {
    return runs.values();
  }

  @Nullable StoredRun run(RunId id) {
    return runs.get(id);
  }

  RunPlan plan(RunId id) {
    return Objects.requireNonNull(plans.get(id));
  }

  /** The plan by which a run goes on. */
  RunPlan planToGoOn(RunId id) {
    RunPlan plan = plan(id);
    if (!world.has(Bug.DEPENDENCIES_FORGOTTEN)) {
      return plan;
    }
    List<PlannedTask> free =
        plan.tasks().stream()
            .map(task -> new PlannedTask(task.id(), Set.of(), task.work(), task.membership()))
            .toList();
    return new RunPlan(plan.workflow(), plan.parameters(), free, plan.bounds());
  }

  /** What the plan, with the items of its loops as far as they are known, says of a task. */
  @Nullable PlannedTask planned(RunId run, TaskId task) {
    return planned(plan(run), task);
  }

  @Nullable PlannedTask planned(RunPlan plan, TaskId task) {
    return tasks.computeIfAbsent(plan, SimStore::byId).get(task);
  }

  private static Map<TaskId, PlannedTask> byId(RunPlan plan) {
    Map<TaskId, PlannedTask> byId = new HashMap<>();
    plan.tasks().forEach(task -> byId.put(task.id(), task));
    return byId;
  }

  RunRecord record(StoredRun run) {
    List<TaskRecord> tasks = run.tasks().stream().map(this::record).toList();
    RunSummary summary = run.summary;
    if (world.has(Bug.CANCEL_FORGOTTEN) && summary.phase() == RunPhase.CANCELLING) {
      summary =
          new RunSummary(
              summary.id(), "w", "", RunPhase.RUNNING, "", summary.startedAt(), Optional.empty());
    }
    return new RunRecord(
        summary, Map.of(), Map.of(), tasks, List.of(), Map.of(), Map.of(), Map.of());
  }

  private TaskRecord record(StoredTask task) {
    boolean forgotten = world.has(Bug.SUCCESS_FORGOTTEN) && task.phase == TaskPhase.SUCCEEDED;
    int known = task.attempts.size();
    int told = known > 0 && world.has(Bug.ATTEMPT_FORGOTTEN) ? known - 1 : known;
    return new TaskRecord(
        task.id,
        forgotten ? TaskPhase.WAITING : task.phase,
        task.message,
        task.output,
        (task.phase == TaskPhase.RUNNING ? task.attempts : task.attempts.subList(0, told))
            .stream().map(this::told).toList());
  }

  private AttemptRecord told(AttemptRecord attempt) {
    List<GpuShare> gpus = told(attempt.gpus());
    return !gpus.equals(attempt.gpus())
        ? new AttemptRecord(
            attempt.task(),
            attempt.number(),
            attempt.fence(),
            attempt.phase(),
            attempt.failure(),
            attempt.node(),
            attempt.pid(),
            attempt.placement(),
            attempt.cpus(),
            attempt.memoryBytes(),
            gpus,
            attempt.logFile(),
            attempt.peakMemoryBytes(),
            attempt.launchedAt(),
            attempt.startedAt(),
            attempt.endedAt())
        : attempt;
  }

  private List<GpuShare> told(List<GpuShare> gpus) {
    if (world.has(Bug.GPUS_FORGOTTEN)) {
      return List.of();
    }
    return world.has(Bug.SHARES_FORGOTTEN)
        ? gpus.stream().filter(share -> share.milli() == GpuShare.WHOLE).toList()
        : gpus;
  }

  /**
   * Writes changes in one transaction, some time from now, and says how that went.
   *
   * @param now what the writer's clock showed when it decided
   */
  void commit(SimServer writer, List<Change> changes, Instant now, Consumer<Answer> answer) {
    boolean slow = world.strikes(Fault.COMMIT_SLOW, 30);
    long latency = slow ? 200 + world.below(2_000) : 1 + world.below(4);
    boolean fails = world.strikes(Fault.COMMIT_FAILS, 60);
    boolean unanswered = !fails && world.strikes(Fault.COMMIT_UNANSWERED, 60);
    long asked = world.time().now();
    world
        .time()
        .after(
            latency,
            World.Event.COMMIT,
            () -> {
              world.oracle().lanes().decided(asked);
              answer.accept(write(writer, changes, now, fails, unanswered));
            });
  }

  private Answer write(
      SimServer writer, List<Change> changes, Instant now, boolean fails, boolean unanswered) {
    boolean current = writer.epoch() == leadership.epoch() || world.has(Bug.NO_EPOCH_CHECK);
    boolean wanted = !writer.isGone() || world.below(2) == 0;
    if (!current) {
      return Answer.FENCED;
    } else if (fails || !wanted) {
      if (world.has(Bug.TORN_COMMIT)) {
        apply(writer, changes.subList(0, changes.size() / 2), now);
      }
      return Answer.FAILED;
    } else if (world.has(Bug.RUN_APART_FROM_REASON)) {
      List<Change> runs = changes.stream().filter(Change.RunCreated.class::isInstance).toList();
      apply(writer, runs, now);
      apply(writer, changes.stream().filter(change -> !runs.contains(change)).toList(), now);
    } else if (world.has(Bug.CALLED_APART)) {
      List<Change> called = changes.stream().filter(SimStore::isCalled).toList();
      apply(writer, called, now);
      apply(writer, changes.stream().filter(change -> !called.contains(change)).toList(), now);
    } else if (world.has(Bug.TOLD_APART)) {
      List<Change> told =
          changes.stream().filter(Change.NotificationQueued.class::isInstance).toList();
      apply(writer, changes.stream().filter(change -> !told.contains(change)).toList(), now);
      apply(writer, told, now);
    } else {
      apply(writer, changes, now);
    }
    return unanswered ? Answer.FAILED : Answer.WRITTEN;
  }

  private static boolean isCalled(Change change) {
    return change instanceof Change.RunCreated created && created.run().caller().isPresent();
  }

  /** The server has ended; what was not yet safe is gone. */
  void crashed() {
    if (!world.has(Bug.LOST_TAIL)) {
      return;
    }
    for (Change change : tail) {
      if (change instanceof Change.TaskChanged lost && lost.phase() == TaskPhase.SUCCEEDED) {
        StoredRun run = Objects.requireNonNull(run(lost.run()));
        Objects.requireNonNull(run.task(lost.task())).phase = TaskPhase.QUEUED;
      }
    }
  }

  private void apply(SimServer writer, List<Change> changes, Instant now) {
    tail = changes;
    world.oracle().begins(writer, now);
    for (Change decided : changes) {
      Change change = world.has(Bug.TOLD_BY_PROCESS) ? told(decided, writer) : decided;
      if (!isLost(change)) {
        world.oracle().check(change);
        apply(change);
      }
    }
    world.oracle().committed();
  }

  private static Change told(Change change, SimServer writer) {
    if (!(change instanceof Change.NotificationQueued queued)) {
      return change;
    }
    Notification one = queued.notification();
    return new Change.NotificationQueued(
        new Notification(
            one.id() + "/" + writer.owner(),
            one.run(),
            one.workflow(),
            one.kind(),
            one.severity(),
            one.to(),
            one.subject(),
            one.text(),
            one.createdAt()));
  }

  private boolean isLost(Change change) {
    return world.has(Bug.TOLD_LOST)
            && change instanceof Change.NotificationQueued
            && world.below(20) == 0
        || isLostElse(change);
  }

  private boolean isLostElse(Change change) {
    return world.has(Bug.CHANGE_LOST)
            && change instanceof Change.TaskChanged
            && world.below(100) == 0
        || world.has(Bug.CURSOR_NOT_WRITTEN)
            && change instanceof Change.TriggerChanged changed
            && states.containsKey(changed.state().id())
        || world.has(Bug.SEEN_NOT_WRITTEN)
            && change instanceof Change.EventTriggerChanged
            && world.below(20) == 0;
  }

  private void apply(Change change) {
    if (change instanceof Change.RunCreated created) {
      StoredRun run = new StoredRun(created.run());
      created.tasks().forEach(id -> run.tasks.put(id, new StoredTask(id, TaskPhase.WAITING)));
      runs.put(created.run().id(), run);
      if (isCalled(created)) {
        // A server that was replaced may have given another run this name.
        RunPlan plan = RunPlan.of(created.version().graph(), Map.of(), Stories.BOUNDS);
        plans.put(created.run().id(), plan);
      }
      unfinished++;
      numbers.merge(created.run().workflow(), number(created.run().id()), Math::max);
    } else if (change instanceof Change.RunChanged changed) {
      StoredRun run = Objects.requireNonNull(run(changed.run().id()));
      unfinished += (run.summary.phase().isEnd() ? 1 : 0) - (changed.run().phase().isEnd() ? 1 : 0);
      if (!run.summary.phase().isEnd()) {
        outbox.ended(changed.run());
      }
      run.summary = changed.run();
    } else if (change instanceof Change.RunRevised revised) {
      revise(revised);
    } else if (change instanceof Change.WorkflowActivated activated) {
      activations.put(activated.activation().workflow(), activated.activation());
    } else if (change instanceof Change.TriggerChanged changed) {
      states.put(changed.state().id(), changed.state());
    } else if (change instanceof Change.EventTriggerChanged changed) {
      causes.change(changed.state());
    } else if (change instanceof Change.CauseNoted noted) {
      causes.note(noted.cause());
    } else if (change instanceof Change.OccurrenceDecided decided) {
      apply(decided.occurrence());
    } else if (change instanceof Change.TasksAdded added) {
      StoredRun run = Objects.requireNonNull(run(added.run()));
      added.tasks().forEach(id -> run.tasks.computeIfAbsent(id, StoredTask::waiting));
    } else if (change instanceof Change.TaskChanged changed) {
      StoredRun run = Objects.requireNonNull(run(changed.run()));
      StoredTask task = Objects.requireNonNull(run.task(changed.task()));
      task.phase = changed.phase();
      task.message = changed.message();
      task.output = changed.output();
      calls.apply(changed);
    } else if (change instanceof Change.NotificationQueued queued) {
      outbox.add(queued.notification());
    } else if (change instanceof Change.DeliveryChanged changed) {
      outbox.change(changed.delivery());
    } else if (change instanceof Change.CallKeyed keyed) {
      calls.apply(keyed);
    } else if (change instanceof Change.AttemptChanged changed) {
      AttemptRecord attempt = changed.attempt();
      StoredRun run = Objects.requireNonNull(run(changed.run()));
      StoredTask task = Objects.requireNonNull(run.task(attempt.task()));
      AttemptRecord last = task.last();
      if (last != null && last.number() == attempt.number()) {
        task.attempts.remove(task.attempts.size() - 1);
      }
      task.attempts.add(attempt);
      past.note(run.summary.workflow(), changed.run(), attempt);
    }
  }

  private void revise(Change.RunRevised revised) {
    StoredRun run = Objects.requireNonNull(run(revised.run()));
    run.summary = run.summary.withVersion(revised.version().hash());
    revised.tasks().forEach(id -> run.tasks.computeIfAbsent(id, StoredTask::waiting));
    plans.put(revised.run(), plan(revised));
  }

  RunPlan plan(Change.RunRevised revised) {
    return RunPlan.of(revised.version().graph(), Map.of(), plan(revised.run()).bounds());
  }

  private void apply(OccurrenceRecord record) {
    Occurrence.Key key = record.occurrence().key();
    occurrences.put(key, record);
    generations.merge(key.trigger(), key.generation(), Math::max);
    record.run().ifPresent(run -> Objects.requireNonNull(run(run)).reason = Optional.of(key));
  }

  private static int number(RunId run) {
    return Integer.parseInt(run.value().substring(run.value().indexOf('-') + 1));
  }
}
