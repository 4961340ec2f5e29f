package io.trainmaster.dsl.test;

import io.trainmaster.model.EvaluationException;
import io.trainmaster.model.Expression;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.plan.PlannedTask;
import io.trainmaster.plan.RunPlan;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.schedule.Decision;
import io.trainmaster.schedule.Effect;
import io.trainmaster.schedule.RunProgress;
import io.trainmaster.schedule.TaskView;
import io.trainmaster.track.Change;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Watches over a run, so that nothing is decided on a value that no fake says. */
final class Decisions {

  private static final Set<TaskPhase> DECIDED =
      Set.of(TaskPhase.SUCCEEDED, TaskPhase.SKIPPED, TaskPhase.OMITTED, TaskPhase.FAILED);
  private static final Set<TaskPhase> NOT_REACHED =
      Set.of(TaskPhase.SKIPPED, TaskPhase.OMITTED, TaskPhase.FAILED, TaskPhase.CANCELLED);

  private final RunPlan plan;
  private final RunProgress progress;
  private final Scene scene;
  private final Map<TaskId, PlannedTask> tasks = new HashMap<>();
  private final Map<TaskId, String> metrics = new HashMap<>();
  private final Map<TaskId, Opaque> searches = new HashMap<>();
  private final CarefulEvaluator evaluator;

  Decisions(RunPlan plan, RunProgress progress, Scene scene) {
    this.plan = plan;
    this.progress = progress;
    this.scene = scene;
    this.evaluator =
        new CarefulEvaluator(plan.parameters(), this::output, call -> Optional.empty());
    add(plan.tasks());
  }

  private void add(Collection<PlannedTask> planned) {
    planned.forEach(task -> tasks.put(task.id(), task));
    for (PlannedTask task : planned) {
      if (task.work() instanceof PlannedTask.Choose choose) {
        search(task.id(), choose);
      }
    }
  }

  /** Whether a task runs an operator. */
  boolean runs(TaskId id) {
    PlannedTask task = tasks.get(id);
    return task != null && task.work() instanceof PlannedTask.Call;
  }

  private void search(TaskId id, PlannedTask.Choose choose) {
    for (PlannedTask.Candidate candidate : choose.candidates()) {
      for (TaskId trial : candidate.tasks()) {
        PlannedTask planned = tasks.get(trial);
        if (planned != null && planned.work() instanceof PlannedTask.Call call) {
          String operator = call.operator().operator();
          metrics.put(trial, choose.metric());
          boolean said =
              scene
                  .fake(trial, operator)
                  .filter(fake -> fake.fields().containsKey(choose.metric()))
                  .isPresent();
          if (!said) {
            searches.put(id, new Opaque(id.value(), operator, choose.metric()));
          }
        }
      }
    }
  }

  /** The metric that a trial of a search is chosen by. */
  Optional<String> metric(TaskId trial) {
    return Optional.ofNullable(metrics.get(trial));
  }

  /**
   * What a task gave. Of a search whose metric no fake says, neither the metric is known nor which
   * trial was the best.
   */
  Value output(TaskId task) {
    Value output = progress.output(task);
    Opaque search = searches.get(task);
    if (search == null || !(output instanceof Value.Fields fields)) {
      return output;
    }
    Map<String, Value> known = new LinkedHashMap<>(fields.fields());
    for (String field : new String[] {"metric", "params", "trials"}) {
      String label = search.label() + "." + field;
      known.put(field, new Opaque(label, search.operator(), search.field()).value());
    }
    return new Value.Fields(known);
  }

  /**
   * Looks at what was decided.
   *
   * @throws UndecidedException where that was decided on what no fake says
   */
  void require(Decision decision) {
    Set<TaskId> launched = new HashSet<>();
    for (Effect effect : decision.effects()) {
      if (effect instanceof Effect.Launch launch && launched.add(launch.attempt().task())) {
        launch.operator().expressions().forEach(one -> require(one, launch.operator().line()));
      }
    }
    for (Change change : decision.changes()) {
      if (change instanceof Change.TaskChanged changed && DECIDED.contains(changed.phase())) {
        decided(changed);
      }
    }
  }

  private void decided(Change.TaskChanged changed) {
    PlannedTask task = tasks.get(changed.task());
    if (task == null || !isReached(task)) {
      return;
    } else if (task.work() instanceof PlannedTask.Decide decide) {
      TaskSpec.Gate gate = decide.gate();
      known(gate.condition(), gate.line());
      if (!holds(gate.condition())) {
        known(gate.message(), gate.line());
      }
    } else if (task.work() instanceof PlannedTask.Spread spread) {
      known(spread.loop().over(), spread.loop().line());
      changed.output().ifPresent(over -> add(plan.items(task, over)));
    } else if (task.work() instanceof PlannedTask.Call call
        && changed.phase() == TaskPhase.FAILED) {
      call.operator().expressions().forEach(one -> require(one, call.operator().line()));
    }
  }

  private boolean holds(Expression condition) {
    try {
      return evaluator.test(condition);
    } catch (EvaluationException e) {
      return false;
    }
  }

  /** Whether what a task depends on has let it be decided, and not ended before. */
  private boolean isReached(PlannedTask task) {
    Stream<TaskView> before =
        progress.tasks().stream().filter(view -> task.dependencies().contains(view.id()));
    return before.noneMatch(view -> NOT_REACHED.contains(view.phase()) || !view.phase().isEnd());
  }

  /** A condition and a list are needed themselves, and not only passed on. */
  private void known(Expression needed, int line) {
    Value value;
    try {
      value = evaluator.evaluate(needed);
    } catch (EvaluationException | OpaqueException e) {
      require(needed, line);
      return;
    }
    Stream<Value> items =
        value instanceof Value.Items known ? known.items().stream() : Stream.of(value);
    items
        .flatMap(item -> Opaque.of(item).stream())
        .findFirst()
        .ifPresent(
            opaque -> {
              throw new UndecidedException(opaque, line);
            });
  }

  private void require(Expression expression, int line) {
    try {
      evaluator.evaluate(expression);
    } catch (OpaqueException e) {
      throw new UndecidedException(e.opaque(), line);
    } catch (EvaluationException e) {
      // The engine comes to the same and ends the task with it.
      return;
    }
  }
}
