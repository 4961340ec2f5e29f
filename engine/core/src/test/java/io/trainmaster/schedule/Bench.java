package io.trainmaster.schedule;

import io.trainmaster.model.Outcome;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.placement.Node;
import io.trainmaster.plan.PlanBounds;
import io.trainmaster.plan.RunPlan;
import io.trainmaster.run.Failure;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.track.AttemptRecord;
import io.trainmaster.track.Change;
import io.trainmaster.track.RunRecord;
import io.trainmaster.track.RunSummary;
import io.trainmaster.track.TaskRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Drives a run with a clock that only a test moves, on a node with two CPUs. */
final class Bench {

  private static final Node NODE = new Node("here", 2, 16L << 30, 0);

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private long fence;
  private Scheduler scheduler = new Scheduler(NODE, () -> ++fence);
  private Optional<RunPlan> plan = Optional.empty();
  private Optional<RunProgress> progress = Optional.empty();
  private final Map<TaskId, Map<Integer, AttemptRecord>> attempts = new HashMap<>();
  private final Map<TaskId, String> dropped = new LinkedHashMap<>();
  private final List<Effect> effects = new ArrayList<>();
  private Optional<Effect.Launch> lastLaunch = Optional.empty();
  private Optional<RunSummary> finished = Optional.empty();

  void start(TaskSpec... tasks) {
    start(Map.of(), tasks);
  }

  void start(Map<String, Value> parameters, TaskSpec... tasks) {
    RunSummary run =
        new RunSummary(
            new RunId("test-1"), "test", "hash", RunPhase.QUEUED, "", now, Optional.empty());
    attempts.clear();
    plan = Optional.of(plan(parameters, tasks));
    scheduler = new Scheduler(NODE, () -> ++fence);
    progress = Optional.of(scheduler.start(run, plan.orElseThrow()));
    input(new Input.Tick());
  }

  private static RunPlan plan(Map<String, Value> parameters, TaskSpec... tasks) {
    List<WorkflowGraph.Parameter> declared =
        parameters.keySet().stream()
            .map(name -> new WorkflowGraph.Parameter(name, "Int", "", Optional.empty()))
            .toList();
    WorkflowGraph graph = new WorkflowGraph("test", "", declared, List.of(tasks), Optional.empty());
    return RunPlan.of(graph, parameters, new PlanBounds(100, 50));
  }

  /** Goes on with other tasks. */
  Revision revise(Map<String, Value> parameters, TaskSpec... tasks) {
    RunPlan edited = plan(parameters, tasks);
    RunRecord record = record();
    Revision revision = Revision.of(record, plan.orElseThrow(), edited);
    WorkflowVersion version = WorkflowVersion.of(edited.workflow(), "", "test.train");
    plan = Optional.of(edited);
    progress = Optional.of(scheduler.revise(record, revision, version, now));
    take(scheduler.tick(now));
    return revision;
  }

  /** Forgets the run and goes on from what was recorded of it. */
  void restart() {
    RunRecord record = record();
    scheduler = new Scheduler(NODE, () -> ++fence);
    progress = Optional.of(scheduler.restore(record, plan.orElseThrow()));
    List<AttemptRecord> lost = progress().liveAttempts();
    lost.forEach(attempt -> input(new Input.Orphaned(attempt.task(), attempt.number())));
    input(new Input.Tick());
  }

  private RunRecord record() {
    List<TaskRecord> tasks = new ArrayList<>();
    for (TaskView view : progress().tasks()) {
      tasks.add(
          new TaskRecord(
              view.id(),
              view.phase(),
              view.message(),
              view.phase() == TaskPhase.SUCCEEDED ? view.output() : Optional.empty(),
              List.copyOf(attempts.getOrDefault(view.id(), Map.of()).values())));
    }
    dropped.forEach(
        (task, message) ->
            tasks.add(
                new TaskRecord(
                    task,
                    TaskPhase.OMITTED,
                    message,
                    Optional.empty(),
                    List.copyOf(attempts.getOrDefault(task, Map.of()).values()))));
    return new RunRecord(run(), Map.of(), Map.of(), tasks, List.of(), Map.of(), Map.of(), Map.of());
  }

  void input(Input input) {
    take(scheduler.handle(run().id(), input, now));
  }

  void resume() {
    take(scheduler.resume(progress(), now));
  }

  void pass(Duration time) {
    now = now.plus(time);
    input(new Input.Tick());
  }

  void succeed(String task) {
    succeed(task, new Value.Int(1));
  }

  void succeed(String task, Value output) {
    var attempt = attempt(task);
    input(
        new Input.Succeeded(
            attempt.task(), attempt.number(), attempt.fence(), output, List.of(), 0));
  }

  void fail(String task, Outcome outcome) {
    var attempt = attempt(task);
    Failure failure = Failure.of(outcome, "It broke.");
    input(new Input.Failed(attempt.task(), attempt.number(), attempt.fence(), failure, 0));
  }

  private AttemptRecord attempt(String task) {
    return progress().liveAttempts().stream()
        .filter(attempt -> attempt.task().value().equals(task))
        .findFirst()
        .orElseThrow(() -> new AssertionError(task + " is not running"));
  }

  /** The tasks launched by the last input. */
  List<String> launched() {
    List<String> names = new ArrayList<>();
    for (Effect effect : effects) {
      if (effect instanceof Effect.Launch launch) {
        names.add(launch.attempt().task().value());
      }
    }
    return names;
  }

  /** The tasks killed by the last input. */
  List<String> killed() {
    return effects.stream()
        .filter(Effect.Kill.class::isInstance)
        .map(effect -> ((Effect.Kill) effect).task().value())
        .toList();
  }

  /** The tasks that the workflow has no more, and what is said of them. */
  Map<TaskId, String> dropped() {
    return dropped;
  }

  /** How many attempts a task has had. */
  int attempts(String task) {
    return progress().attempts(new TaskId(task));
  }

  Effect.Launch lastLaunch() {
    return lastLaunch.orElseThrow();
  }

  Optional<RunSummary> finished() {
    return finished;
  }

  RunProgress progress() {
    return progress.orElseThrow();
  }

  RunSummary run() {
    return progress().run();
  }

  RunPhase phase() {
    return run().phase();
  }

  TaskPhase taskPhase(String task) {
    return view(task).phase();
  }

  String message(String task) {
    return view(task).message();
  }

  private TaskView view(String task) {
    return progress().tasks().stream()
        .filter(view -> view.id().equals(new TaskId(task)))
        .findFirst()
        .orElseThrow();
  }

  private void take(Decision decision) {
    for (Change change : decision.changes()) {
      if (change instanceof Change.AttemptChanged changed) {
        attempts
            .computeIfAbsent(changed.attempt().task(), task -> new TreeMap<>())
            .put(changed.attempt().number(), changed.attempt());
      } else if (change instanceof Change.TaskChanged changed) {
        if (progress.isPresent()
            && progress().tasks().stream().noneMatch(task -> task.id().equals(changed.task()))) {
          dropped.put(changed.task(), changed.message());
        } else {
          dropped.remove(changed.task());
        }
      }
    }
    effects.clear();
    effects.addAll(decision.effects());
    for (Effect effect : decision.effects()) {
      if (effect instanceof Effect.Launch launch) {
        lastLaunch = Optional.of(launch);
      } else if (effect instanceof Effect.Finish finish) {
        finished = Optional.of(finish.run());
      }
    }
  }
}
