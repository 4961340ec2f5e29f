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
import java.util.stream.Stream;

/** Makes planned tasks of the tasks of a workflow. */
final class Planner {

  private final Evaluator evaluator;
  private final int maxTrials;
  private final Map<TaskId, PlannedTask> planned = new LinkedHashMap<>();

  Planner(Map<String, Value> parameters, int maxTrials) {
    this.maxTrials = maxTrials;
    evaluator =
        new Evaluator(
            parameters,
            task -> {
              throw new EvaluationException(
                  "A search is laid out before the run starts, so it can't depend on `%s`."
                      .formatted(task));
            });
  }

  Map<TaskId, PlannedTask> plan(List<TaskSpec> tasks) {
    for (TaskSpec task : tasks) {
      if (task instanceof TaskSpec.Operator operator) {
        call(operator, operator.dependencies(), Optional.empty());
      } else if (task instanceof TaskSpec.Gate gate) {
        add(gate.id(), gate.dependencies(), new PlannedTask.Decide(gate), Optional.empty());
      } else if (task instanceof TaskSpec.Tune tune) {
        search(tune);
      } else if (task instanceof TaskSpec.Child child) {
        throw new EvaluationException(
            "`%s` is a workflow, which this version can't run from another one."
                .formatted(child.workflow()));
      } else {
        throw new AssertionError("A task of an unknown kind: " + task);
      }
    }
    return planned;
  }

  private void search(TaskSpec.Tune tune) {
    List<Map<String, Value>> trials =
        Trials.of(evaluator.evaluate(tune.method()), evaluator.evaluate(tune.space()), maxTrials);
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
    add(id, dependencies, work, Optional.empty());
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
        trial.isolation());
  }

  private void call(
      TaskSpec.Operator operator, Set<TaskId> dependencies, Optional<PlannedTask.Limit> limit) {
    add(operator.id(), dependencies, new PlannedTask.Call(operator), limit);
  }

  private void add(
      TaskId id,
      Set<TaskId> dependencies,
      PlannedTask.Work work,
      Optional<PlannedTask.Limit> limit) {
    planned.put(id, new PlannedTask(id, dependencies, work, limit));
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
