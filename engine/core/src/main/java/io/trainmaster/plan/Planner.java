package io.trainmaster.plan;

import io.trainmaster.model.EvaluationException;
import io.trainmaster.model.Evaluator;
import io.trainmaster.model.Expression;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.search.Trials;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes planned tasks of the tasks of a workflow. */
final class Planner {

  private final Evaluator evaluator;
  private final PlanBounds bounds;
  private final PlannedTask.Membership membership;
  private final List<PlannedTask> planned = new ArrayList<>();

  Planner(Map<String, Value> parameters, PlanBounds bounds) {
    this(parameters, bounds, PlannedTask.Membership.RUN);
  }

  /**
   * @param membership what all tasks belong to
   */
  Planner(Map<String, Value> parameters, PlanBounds bounds, PlannedTask.Membership membership) {
    this(
        new Evaluator(
            parameters,
            task -> {
              throw new EvaluationException(
                  "A search is laid out before it starts, so it can't depend on `%s`."
                      .formatted(task));
            }),
        bounds,
        membership);
  }

  private Planner(Evaluator evaluator, PlanBounds bounds, PlannedTask.Membership membership) {
    this.evaluator = evaluator;
    this.bounds = bounds;
    this.membership = membership;
  }

  List<PlannedTask> plan(List<TaskSpec> tasks) {
    for (TaskSpec task : tasks) {
      if (task instanceof TaskSpec.Operator operator) {
        call(operator, operator.dependencies(), Optional.empty());
      } else if (task instanceof TaskSpec.Gate gate) {
        add(gate.id(), gate.dependencies(), new PlannedTask.Decide(gate));
      } else if (task instanceof TaskSpec.Tune tune) {
        search(tune);
      } else if (task instanceof TaskSpec.Merge merge) {
        add(merge.id(), merge.dependencies(), new PlannedTask.Take(merge));
      } else if (task instanceof TaskSpec.ForEach loop) {
        loop(loop);
      } else if (task instanceof TaskSpec.Cleanup cleanup) {
        cleanup(cleanup);
      } else if (task instanceof TaskSpec.Child child) {
        var run = new PlannedTask.Call(asCall(child), child.version());
        add(child.id(), child.dependencies(), run);
      } else {
        throw new AssertionError("A task of an unknown kind: " + task);
      }
    }
    return planned;
  }

  /**
   * A run of another workflow is an operator of that name, whose tasks need room and it doesn't.
   */
  private static TaskSpec.Operator asCall(TaskSpec.Child child) {
    return new TaskSpec.Operator(
        child.id(),
        child.line(),
        child.after(),
        child.workflow(),
        child.arguments(),
        List.of(),
        child.policy(),
        TaskSpec.Isolation.ENGINE);
  }

  /** The items come once the list is known; until then there are the ends of the loop. */
  private void loop(TaskSpec.ForEach loop) {
    Set<TaskId> before = new LinkedHashSet<>(loop.over().tasks());
    before.addAll(loop.after());
    add(spread(loop), before, new PlannedTask.Spread(loop));
    add(loop.id(), Set.of(spread(loop)), new PlannedTask.Collect(loop, List.of()));
  }

  /** The name of the task that finds a loop's items. */
  static TaskId spread(TaskSpec.ForEach loop) {
    return loop.id().child("items");
  }

  /** What it reads of other tasks has ended when it begins, so only its own order is left. */
  private void cleanup(TaskSpec.Cleanup cleanup) {
    var always = new PlannedTask.Membership(List.of(), Optional.empty(), true);
    List<PlannedTask> body = new Planner(evaluator, bounds, always).plan(cleanup.body());
    Set<TaskId> names = body.stream().map(PlannedTask::id).collect(Collectors.toSet());
    planned.add(new PlannedTask(cleanup.id(), cleanup.after(), new PlannedTask.Await(), always));
    for (PlannedTask task : body) {
      Set<TaskId> dependencies = new LinkedHashSet<>(task.dependencies());
      dependencies.retainAll(names);
      dependencies.add(cleanup.id());
      planned.add(new PlannedTask(task.id(), dependencies, task.work(), task.membership()));
    }
  }

  private void search(TaskSpec.Tune tune) {
    List<Map<String, Value>> trials =
        Trials.of(
            evaluator.evaluate(tune.method()), evaluator.evaluate(tune.space()), bounds.trials());
    int folds = tune.folds().map(this::count).orElse(0);
    Optional<PlannedTask.Limit> limit =
        tune.parallel().map(max -> new PlannedTask.Limit(tune.id(), count(max)));
    List<PlannedTask.Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < trials.size(); i++) {
      TaskId id = tune.id().child("trial-" + (i + 1));
      candidates.add(
          new PlannedTask.Candidate(trials.get(i), trial(tune, id, trials.get(i), folds, limit)));
    }
    if (folds == 0) {
      choose(tune, tune.id(), candidates, Optional.empty());
    } else {
      TaskId choice = tune.id().child("choice");
      choose(tune, choice, candidates, Optional.empty());
      TaskId refit = refit(tune, choice);
      choose(tune, tune.id(), candidates, Optional.of(new Expression.Output(refit)));
    }
  }

  private List<TaskId> trial(
      TaskSpec.Tune tune,
      TaskId id,
      Map<String, Value> params,
      int folds,
      Optional<PlannedTask.Limit> limit) {
    Map<String, Expression> arguments = new LinkedHashMap<>(tune.trial().arguments());
    params.forEach((name, value) -> arguments.put(name, new Expression.Literal(value)));
    if (folds == 0) {
      call(renamed(tune, id, arguments), tune.dependencies(), limit);
      return List.of(id);
    }
    List<TaskId> tasks = new ArrayList<>();
    for (int fold = 0; fold < folds; fold++) {
      TaskId task = id.child("fold-" + (fold + 1));
      Map<String, Expression> withFold = new LinkedHashMap<>(arguments);
      withFold.put("fold", integer(fold));
      withFold.put("folds", integer(folds));
      call(renamed(tune, task, withFold), tune.dependencies(), limit);
      tasks.add(task);
    }
    return tasks;
  }

  /** Trains once more on all the rows, with the arguments that did best over the folds. */
  private TaskId refit(TaskSpec.Tune tune, TaskId choice) {
    TaskId id = tune.id().child("refit");
    Map<String, Expression> arguments = new LinkedHashMap<>(tune.trial().arguments());
    Expression params = new Expression.Field(new Expression.Output(choice), "params");
    tune.space().keySet().forEach(name -> arguments.put(name, new Expression.Field(params, name)));
    Set<TaskId> dependencies = new LinkedHashSet<>(tune.dependencies());
    dependencies.add(choice);
    call(renamed(tune, id, arguments), dependencies, Optional.empty());
    return id;
  }

  private void choose(
      TaskSpec.Tune tune,
      TaskId id,
      List<PlannedTask.Candidate> candidates,
      Optional<Expression> model) {
    Set<TaskId> dependencies = new LinkedHashSet<>();
    candidates.forEach(candidate -> dependencies.addAll(candidate.tasks()));
    model.ifPresent(expression -> dependencies.addAll(expression.tasks()));
    var work = new PlannedTask.Choose(candidates, tune.metric(), tune.maximize(), model);
    add(id, dependencies, work);
  }

  private static TaskSpec.Operator renamed(
      TaskSpec.Tune tune, TaskId id, Map<String, Expression> arguments) {
    TaskSpec.Operator trial = tune.trial();
    Set<TaskId> after = new LinkedHashSet<>();
    Stream.of(trial.after(), tune.after()).forEach(after::addAll);
    return new TaskSpec.Operator(
        id,
        tune.line(),
        after,
        trial.operator(),
        arguments,
        trial.block(),
        trial.policy(),
        trial.isolation(),
        trial.reusable());
  }

  private void call(
      TaskSpec.Operator operator, Set<TaskId> dependencies, Optional<PlannedTask.Limit> limit) {
    planned.add(
        new PlannedTask(
            operator.id(), dependencies, new PlannedTask.Call(operator), membership.with(limit)));
  }

  private void add(TaskId id, Set<TaskId> dependencies, PlannedTask.Work work) {
    planned.add(new PlannedTask(id, dependencies, work, membership));
  }

  private int count(Expression expression) {
    Value value = evaluator.evaluate(expression);
    if (value instanceof Value.Int integer && integer.value() >= 1 && integer.value() <= 10_000) {
      return (int) integer.value();
    }
    throw new EvaluationException("`parallel` and `folds` count from 1 to 10000.");
  }

  private static Expression integer(long value) {
    return new Expression.Literal(new Value.Int(value));
  }
}
