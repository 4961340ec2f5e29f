package io.trainmaster.forecast;

import io.trainmaster.model.EvaluationException;
import io.trainmaster.model.Evaluator;
import io.trainmaster.model.ResourceRequest;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.placement.Node;
import io.trainmaster.placement.Placement;
import io.trainmaster.placement.Placer;
import io.trainmaster.plan.Groups;
import io.trainmaster.plan.PlannedTask;
import io.trainmaster.plan.RunPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Function;

/**
 * Places the tasks of a run in virtual time, by the rules by which they are placed in earnest: in
 * the order of the plan, as soon as what they depend on has ended and there is room.
 */
public final class Forecaster {

  private final Placer placer;
  private final Function<TaskId, Optional<Duration>> durations;
  private final Map<TaskId, PlannedTask> waiting = new LinkedHashMap<>();
  private final Map<TaskId, PlannedTask> cleanup = new LinkedHashMap<>();
  private final Set<TaskId> ended = new HashSet<>();
  private final PriorityQueue<Forecast.Step> running =
      new PriorityQueue<>(Comparator.comparing(Forecast.Step::end));
  private final Groups groups = new Groups();
  private final List<Forecast.Step> steps = new ArrayList<>();
  private final List<TaskId> open = new ArrayList<>();
  private Duration now = Duration.ZERO;

  private Forecaster(List<Node> nodes, Function<TaskId, Optional<Duration>> durations) {
    this.placer = new Placer(nodes);
    this.durations = durations;
  }

  /**
   * The forecast of a run that has some nodes for itself.
   *
   * @param nodes at least one
   * @param durations how long a task is expected to take, where that is known
   */
  public static Forecast of(
      RunPlan plan, List<Node> nodes, Function<TaskId, Optional<Duration>> durations) {
    Forecaster forecaster = new Forecaster(nodes, durations);
    plan.tasks().forEach(task -> forecaster.add(plan, task));
    return forecaster.run();
  }

  /** A loop over a list that is known is spread out; of another one, the list alone is open. */
  private void add(RunPlan plan, PlannedTask task) {
    Map<TaskId, PlannedTask> tasks = task.membership().cleanup() ? cleanup : waiting;
    if (!tasks.containsKey(task.id())) {
      tasks.put(task.id(), task);
    }
    if (task.work() instanceof PlannedTask.Spread spread) {
      try {
        Evaluator evaluator = new Evaluator(plan.parameters(), Forecaster::unknown);
        for (PlannedTask item : plan.items(task, evaluator.evaluate(spread.loop().over()))) {
          tasks.remove(item.id());
          add(plan, item);
        }
      } catch (EvaluationException e) {
        open.add(spread.loop().id());
      }
    }
  }

  private static Value unknown(TaskId task) {
    throw new EvaluationException("Nothing has run yet.");
  }

  private Forecast run() {
    do {
      pass();
      Forecast.Step next = running.poll();
      if (next != null) {
        now = next.end();
        end(next);
      } else if (waiting.isEmpty()) {
        waiting.putAll(cleanup);
        cleanup.clear();
      } else {
        // What is left depends on a task that can't run anywhere.
        waiting.clear();
      }
    } while (!running.isEmpty() || !waiting.isEmpty() || !cleanup.isEmpty());
    return new Forecast(steps, now, work(), open);
  }

  private void pass() {
    boolean moved;
    do {
      moved = false;
      for (PlannedTask task : List.copyOf(waiting.values())) {
        boolean ready =
            task.dependencies().stream()
                .allMatch(id -> ended.contains(id) || !waiting.containsKey(id) && !isRunning(id));
        moved |= ready && start(task);
      }
    } while (moved);
  }

  private boolean isRunning(TaskId id) {
    return running.stream().anyMatch(step -> step.task().id().equals(id));
  }

  /** Whether it has gone from what waits. */
  private boolean start(PlannedTask task) {
    if (!(task.work() instanceof PlannedTask.Call call)) {
      waiting.remove(task.id());
      ended.add(task.id());
      return true;
    }
    if (groups.full(task).isPresent()) {
      return false;
    }
    List<ResourceRequest> requests =
        call.operator().isolation() == TaskSpec.Isolation.ENGINE
            ? List.of(ResourceRequest.NOTHING)
            : call.operator().policy().resources();
    Optional<String> refusal = placer.refusal(requests);
    Optional<Placement> placement =
        refusal.isPresent()
            ? Optional.empty()
            : placer.place(task.id(), requests, placer.considered(requests, 0));
    if (refusal.isEmpty() && placement.isEmpty()) {
      return false;
    }
    waiting.remove(task.id());
    Forecast.Step step =
        new Forecast.Step(task, placement, refusal.orElse(""), durations.apply(task.id()), now);
    steps.add(step);
    placement.ifPresent(
        taken -> {
          groups.enter(task);
          running.add(step);
        });
    if (placement.isEmpty()) {
      ended.add(task.id());
    }
    return true;
  }

  private void end(Forecast.Step step) {
    ended.add(step.task().id());
    step.placement().ifPresent(placer::release);
    groups.leave(step.task());
  }

  private Duration work() {
    return steps.stream()
        .map(
            step ->
                step.expected()
                    .orElse(Duration.ZERO)
                    .multipliedBy(step.placement().map(Placement::cpus).orElse(0)))
        .reduce(Duration.ZERO, Duration::plus);
  }
}
