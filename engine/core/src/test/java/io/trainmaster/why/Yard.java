package io.trainmaster.why;

import io.trainmaster.model.Outcome;
import io.trainmaster.model.Policy;
import io.trainmaster.model.ResourceRequest;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.placement.Node;
import io.trainmaster.placement.SharedLimits;
import io.trainmaster.plan.PlanBounds;
import io.trainmaster.plan.RunPlan;
import io.trainmaster.run.Failure;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.schedule.Decision;
import io.trainmaster.schedule.Effect;
import io.trainmaster.schedule.Input;
import io.trainmaster.schedule.Past;
import io.trainmaster.schedule.RunProgress;
import io.trainmaster.schedule.Scheduler;
import io.trainmaster.track.AttemptRecord;
import io.trainmaster.track.Change;
import io.trainmaster.track.RunOptions;
import io.trainmaster.track.RunRecord;
import io.trainmaster.track.RunSummary;
import io.trainmaster.track.TaskRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A scheduler at work, with what it records of its runs, and a clock that only a test moves. */
final class Yard {

  static final long GIB = 1L << 30;

  private final Map<String, Integer> limits;
  private final int runsAtOnce;
  private final List<Node> nodes;
  private final Scheduler scheduler;
  private final Map<RunId, RunPlan> plans = new LinkedHashMap<>();
  private final Map<RunId, RunSummary> waiting = new LinkedHashMap<>();
  private final Map<RunId, RunProgress> runs = new LinkedHashMap<>();
  private final Map<RunId, Map<TaskId, Map<Integer, AttemptRecord>>> attempts = new HashMap<>();
  private final Set<String> launched = new LinkedHashSet<>();
  private final Map<String, Duration> durations = new HashMap<>();
  private Instant now = Instant.parse("2026-05-14T12:00:00Z");
  private long fence;

  Yard(Node node, Map<String, Integer> limits, int runsAtOnce) {
    this(List.of(node), limits, runsAtOnce);
  }

  Yard(List<Node> nodes, Map<String, Integer> limits, int runsAtOnce) {
    this.nodes = nodes;
    this.limits = limits;
    this.runsAtOnce = runsAtOnce;
    this.scheduler =
        new Scheduler(nodes, new SharedLimits(limits), () -> ++fence, "", Past.NOTHING);
  }

  static TaskSpec.Operator task(String name, ResourceRequest... requests) {
    return task(name, List.of(), new Policy(List.of(requests), List.of(), none(), none()));
  }

  static TaskSpec.Operator task(String name, List<String> after, Policy policy) {
    Set<TaskId> before = new LinkedHashSet<>();
    after.forEach(id -> before.add(new TaskId(id)));
    return new TaskSpec.Operator(
        new TaskId(name), 1, before, "op", Map.of(), List.of(), policy, TaskSpec.Isolation.OWN);
  }

  static Optional<Duration> none() {
    return Optional.empty();
  }

  /** A run begins, or waits for its turn where as many are under way as may be. */
  RunId run(String workflow, TaskSpec... tasks) {
    return run(workflow, 0, tasks);
  }

  RunId run(String workflow, int priority, TaskSpec... tasks) {
    RunId id = RunId.of(workflow, plans.size() + 1);
    WorkflowGraph graph =
        new WorkflowGraph(workflow, "", List.of(), List.of(tasks), Optional.empty());
    plans.put(id, RunPlan.of(graph, Map.of(), new PlanBounds(100, 100)));
    RunSummary summary =
        new RunSummary(
            id,
            workflow,
            "",
            RunPhase.QUEUED,
            "",
            now,
            Optional.empty(),
            RunOptions.DEFAULT.withPriority(priority));
    if (runs.size() < runsAtOnce) {
      runs.put(id, scheduler.start(summary, plans.get(id)));
      take(scheduler.tick(now));
    } else {
      waiting.put(id, summary);
    }
    return id;
  }

  /** Time passes, and the scheduler looks whether anything is due. */
  void pass(Duration time) {
    now = now.plus(time);
    take(scheduler.tick(now));
  }

  void lasts(String task, Duration time) {
    durations.put(task, time);
  }

  void succeed(RunId run, String task) {
    AttemptRecord attempt = live(run, task);
    take(
        scheduler.handle(
            run,
            new Input.Succeeded(
                attempt.task(), attempt.number(), attempt.fence(), new Value.Int(1), List.of(), 0),
            now));
  }

  /** The body of what was started begins. */
  void begin(RunId run, String task) {
    AttemptRecord attempt = live(run, task);
    take(scheduler.handle(run, new Input.Started(attempt.task(), attempt.number(), 1), now));
  }

  void fail(RunId run, String task, Failure failure) {
    AttemptRecord attempt = live(run, task);
    take(
        scheduler.handle(
            run,
            new Input.Failed(attempt.task(), attempt.number(), attempt.fence(), failure, 0),
            now));
  }

  /** Stops a run, with all that it has under way. */
  void cancel(RunId run) {
    take(scheduler.handle(run, new Input.Cancel(true), now));
    for (AttemptRecord attempt : runs.get(run).liveAttempts()) {
      Failure stopped = Failure.of(Outcome.CANCELLED, "stopped");
      fail(run, attempt.task().value(), stopped);
    }
  }

  private AttemptRecord live(RunId run, String task) {
    return runs.get(run).liveAttempts().stream()
        .filter(attempt -> attempt.task().value().equals(task))
        .findFirst()
        .orElseThrow(() -> new AssertionError(task + " of " + run + " doesn't run"));
  }

  /** Whether a task has ever been started. */
  boolean hasStarted(RunId run, String task) {
    return launched.contains(run + " " + task);
  }

  /** The tasks that were started, in the order in which they were, as {@code RUN TASK}. */
  Set<String> started() {
    return launched;
  }

  /** The tasks that wait to be started. */
  List<String> queued() {
    return scheduler.queued().stream().map(one -> one.run() + " " + one.task()).toList();
  }

  Instant now() {
    return now;
  }

  Explanation why(RunId run, String task) {
    return explainer().explain(run, new TaskId(task));
  }

  Explainer explainer() {
    return new Explainer(
        situation(),
        Past.NOTHING,
        (workflow, task) -> Optional.ofNullable(durations.get(task.value())),
        now);
  }

  /** What is recorded. */
  Situation situation() {
    List<Situation.Live> live = new ArrayList<>();
    plans.forEach(
        (id, plan) -> {
          RunRecord record = record(id);
          if (!record.summary().phase().isEnd()) {
            live.add(new Situation.Live(record, plan, Optional.empty()));
          }
        });
    return new Situation(nodes, limits, runsAtOnce, live);
  }

  private RunRecord record(RunId id) {
    List<TaskRecord> tasks = new ArrayList<>();
    RunProgress progress = runs.get(id);
    if (progress == null) {
      plans.get(id).taskIds().forEach(task -> tasks.add(waiting(task)));
      return record(waiting.get(id), tasks);
    }
    progress
        .tasks()
        .forEach(
            view ->
                tasks.add(
                    new TaskRecord(
                        view.id(),
                        view.phase(),
                        view.message(),
                        view.output(),
                        List.copyOf(
                            attempts
                                .getOrDefault(id, Map.of())
                                .getOrDefault(view.id(), Map.of())
                                .values()))));
    return record(progress.run(), tasks);
  }

  private static TaskRecord waiting(TaskId task) {
    return new TaskRecord(task, TaskPhase.WAITING, "", Optional.empty(), List.of());
  }

  private static RunRecord record(RunSummary summary, List<TaskRecord> tasks) {
    return new RunRecord(
        summary, Map.of(), Map.of(), tasks, List.of(), Map.of(), Map.of(), Map.of());
  }

  private void take(Decision decision) {
    for (Change change : decision.changes()) {
      if (change instanceof Change.AttemptChanged changed) {
        attempts
            .computeIfAbsent(changed.run(), run -> new HashMap<>())
            .computeIfAbsent(changed.attempt().task(), task -> new TreeMap<>())
            .put(changed.attempt().number(), changed.attempt());
      }
    }
    for (Effect effect : decision.effects()) {
      if (effect instanceof Effect.Launch launch) {
        launched.add(launch.run() + " " + launch.attempt().task());
      } else if (effect instanceof Effect.LookUp ask) {
        take(scheduler.handle(ask.run(), new Input.NotFound(ask.task(), ask.key(), ""), now));
      }
    }
  }
}
