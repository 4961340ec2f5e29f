package io.trainmaster.why;

import io.trainmaster.model.TaskId;
import io.trainmaster.model.Value;
import io.trainmaster.placement.Node;
import io.trainmaster.plan.PlannedTask;
import io.trainmaster.plan.RunPlan;
import io.trainmaster.run.AttemptPhase;
import io.trainmaster.run.RunId;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.time.Occurrence;
import io.trainmaster.track.AttemptRecord;
import io.trainmaster.track.RunOptions;
import io.trainmaster.track.RunRecord;
import io.trainmaster.track.RunSummary;
import io.trainmaster.track.TaskRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * All that goes on, as it is recorded, and what it goes on with. Immutable: what it would be with a
 * change is another one.
 *
 * @param nodes where tasks run, in the order in which ties go to them
 * @param limits how many places each limit has that workflows share
 * @param runsAtOnce the most runs under way at one time
 * @param runs those that wait or are under way, in the order in which they were made
 */
public record Situation(
    List<Node> nodes, Map<String, Integer> limits, int runsAtOnce, List<Live> runs) {

  public Situation {
    nodes = List.copyOf(nodes);
    limits = Map.copyOf(limits);
    runs = List.copyOf(runs);
  }

  /**
   * A run that waits or is under way.
   *
   * @param reason what it was made for, where a trigger made it
   */
  public record Live(RunRecord record, RunPlan plan, Optional<Occurrence.Key> reason) {

    /** Its name. */
    public RunId id() {
      return record.summary().id();
    }

    /** Its tasks, with those of the items of its loops as far as they are known. */
    Map<TaskId, PlannedTask> planned() {
      Map<TaskId, Value> outputs = new HashMap<>();
      record
          .tasks()
          .forEach(task -> task.output().ifPresent(given -> outputs.put(task.id(), given)));
      Map<TaskId, PlannedTask> planned = new LinkedHashMap<>();
      add(plan.tasks(), outputs, planned);
      return planned;
    }

    private void add(
        List<PlannedTask> tasks, Map<TaskId, Value> outputs, Map<TaskId, PlannedTask> planned) {
      for (PlannedTask task : tasks) {
        planned.put(task.id(), task);
        Value over = outputs.get(task.id());
        if (over != null && task.work() instanceof PlannedTask.Spread) {
          add(plan.items(task, over), outputs, planned);
        }
      }
    }

    private Live with(RunSummary summary) {
      return with(summary, record.tasks());
    }

    private Live with(RunSummary summary, List<TaskRecord> tasks) {
      return new Live(
          new RunRecord(
              summary,
              record.parameters(),
              record.environment(),
              tasks,
              record.artifacts(),
              record.metrics(),
              record.params(),
              record.sources()),
          plan,
          reason);
    }
  }

  /** An attempt that is under way. */
  public record Holder(RunId run, AttemptRecord attempt) {}

  /** The run of a name. */
  public Optional<Live> run(RunId id) {
    return runs.stream().filter(run -> run.id().equals(id)).findFirst();
  }

  /** What is recorded of a task. */
  public Optional<TaskRecord> task(RunId run, TaskId task) {
    return run(run).stream()
        .flatMap(live -> live.record().tasks().stream())
        .filter(one -> one.id().equals(task))
        .findFirst();
  }

  /** The attempts that are under way. */
  public List<Holder> holders() {
    return runs.stream()
        .flatMap(
            run ->
                run.record().tasks().stream()
                    .flatMap(task -> task.underWay().stream())
                    .map(attempt -> new Holder(run.id(), attempt)))
        .toList();
  }

  /** The attempts that are under way on a node. */
  Stream<Holder> holders(Node node) {
    return holders().stream().filter(holder -> holder.attempt().node().equals(node.name()));
  }

  /** With another node in the place of that with its name. */
  Situation with(Node other) {
    List<Node> all = new ArrayList<>(nodes);
    all.replaceAll(node -> node.name().equals(other.name()) ? other : node);
    return new Situation(all, limits, runsAtOnce, runs);
  }

  /** With so many places of a limit. */
  Situation withPlaces(String limit, int places) {
    Map<String, Integer> all = new LinkedHashMap<>(limits);
    all.put(limit, places);
    return new Situation(nodes, all, runsAtOnce, runs);
  }

  /** With so many runs under way at one time. */
  Situation withRunsAtOnce(int most) {
    return new Situation(nodes, limits, most, runs);
  }

  /** With a run before all others. */
  Situation withFirst(RunId run) {
    return map(live -> live.id().equals(run) ? live.with(first(live.record().summary())) : live);
  }

  private static RunSummary first(RunSummary run) {
    return new RunSummary(
        run.id(),
        run.workflow(),
        run.versionHash(),
        run.phase(),
        run.message(),
        run.startedAt(),
        run.endedAt(),
        run.options().withPriority(RunOptions.PRIORITY_LIMIT),
        run.caller());
  }

  /** As it would be had some attempts been stopped. */
  Situation without(Predicate<Holder> stopped) {
    return map(
        live -> {
          List<TaskRecord> tasks = new ArrayList<>();
          for (TaskRecord task : live.record().tasks()) {
            boolean stops =
                task.underWay()
                    .filter(attempt -> stopped.test(new Holder(live.id(), attempt)))
                    .isPresent();
            tasks.add(stops ? stopped(task) : task);
          }
          return live.with(live.record().summary(), tasks);
        });
  }

  private static TaskRecord stopped(TaskRecord task) {
    return new TaskRecord(
        task.id(),
        TaskPhase.CANCELLED,
        task.message(),
        Optional.empty(),
        task.attempts().stream().map(Situation::ended).toList());
  }

  private static AttemptRecord ended(AttemptRecord attempt) {
    return attempt.phase().isEnd()
        ? attempt
        : new AttemptRecord(
            attempt.task(),
            attempt.number(),
            attempt.fence(),
            AttemptPhase.FAILED,
            attempt.failure(),
            attempt.node(),
            attempt.pid(),
            attempt.placement(),
            attempt.cpus(),
            attempt.memoryBytes(),
            attempt.gpus(),
            attempt.logFile(),
            attempt.peakMemoryBytes(),
            attempt.launchedAt(),
            attempt.startedAt(),
            attempt.endedAt());
  }

  private Situation map(UnaryOperator<Live> change) {
    return new Situation(nodes, limits, runsAtOnce, runs.stream().map(change).toList());
  }
}
