package io.trainmaster.schedule;

import io.trainmaster.model.EvaluationException;
import io.trainmaster.model.Evaluator;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.model.ValueText;
import io.trainmaster.plan.Choice;
import io.trainmaster.plan.PlannedTask;
import io.trainmaster.plan.RunPlan;
import io.trainmaster.run.TaskEvent;
import io.trainmaster.run.TaskPhase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Decides what the engine decides itself: gates, searches, branches, loops. */
final class Judge {

  private final RunPlan plan;
  private final Evaluator evaluator;
  private final Function<TaskId, TaskState> states;

  /**
   * @param evaluator knows what the run's tasks gave
   * @param states where each task stands
   */
  Judge(RunPlan plan, Evaluator evaluator, Function<TaskId, TaskState> states) {
    this.plan = plan;
    this.evaluator = evaluator;
    this.states = states;
  }

  /** What becomes of a task that is ready; empty where an attempt has to be made. */
  Optional<Ruling> rule(PlannedTask task) {
    try {
      return decided(task);
    } catch (EvaluationException e) {
      return Optional.of(Ruling.ends(TaskEvent.FAIL, e.reason()));
    }
  }

  private Optional<Ruling> decided(PlannedTask task) {
    PlannedTask.Work work = task.work();
    if (work instanceof PlannedTask.Decide decide) {
      return Optional.of(gate(decide.gate()));
    } else if (work instanceof PlannedTask.Choose choose) {
      return Optional.of(
          Ruling.gives(Choice.of(choose, this::output, choose.model().map(evaluator::evaluate))));
    } else if (work instanceof PlannedTask.Take take) {
      return Optional.of(Ruling.gives(taken(take.merge())));
    } else if (work instanceof PlannedTask.Spread spread) {
      Value over = evaluator.evaluate(spread.loop().over());
      return Optional.of(Ruling.spreads(over, plan.items(task, over)));
    } else if (work instanceof PlannedTask.Collect collect) {
      return Optional.of(collected(collect));
    } else if (work instanceof PlannedTask.Await) {
      return Optional.of(Ruling.gives(Value.ABSENT));
    }
    return Optional.empty();
  }

  private Ruling gate(TaskSpec.Gate gate) {
    if (evaluator.test(gate.condition())) {
      return Ruling.gives(new Value.Bool(true));
    }
    TaskEvent event =
        switch (gate.otherwise()) {
          case SKIP -> TaskEvent.SKIP;
          case FAIL -> TaskEvent.FAIL;
          case OMIT -> TaskEvent.OMIT;
        };
    return Ruling.ends(event, ValueText.of(evaluator.evaluate(gate.message())));
  }

  private Value taken(TaskSpec.Merge merge) {
    return merge.cases().stream()
        .filter(branch -> phase(branch.gate()) == TaskPhase.SUCCEEDED)
        .findFirst()
        .map(branch -> evaluator.evaluate(branch.value()))
        .orElse(Value.ABSENT);
  }

  private Ruling collected(PlannedTask.Collect collect) {
    List<Value> given = new ArrayList<>();
    List<PlannedTask.Item> failed = new ArrayList<>();
    for (PlannedTask.Item item : collect.items()) {
      Set<TaskPhase> phases = item.tasks().stream().map(this::phase).collect(Collectors.toSet());
      if (phases.contains(TaskPhase.FAILED) || phases.contains(TaskPhase.CANCELLED)) {
        failed.add(item);
      } else if (!phases.contains(TaskPhase.SKIPPED)) {
        item.result().map(evaluator::evaluate).ifPresent(given::add);
      }
    }
    double tolerated = collect.loop().bounds().tolerate() * collect.items().size();
    if (failed.size() > tolerated) {
      return Ruling.ends(TaskEvent.FAIL, tooMany(collect, failed));
    }
    Map<String, Value> output = new LinkedHashMap<>();
    output.put(TaskSpec.ForEach.ITEMS, new Value.Items(given));
    output.put(
        TaskSpec.ForEach.FAILED,
        new Value.Items(failed.stream().map(PlannedTask.Item::value).toList()));
    return Ruling.gives(new Value.Fields(output));
  }

  private String tooMany(PlannedTask.Collect collect, List<PlannedTask.Item> failed) {
    double tolerate = collect.loop().bounds().tolerate();
    String allowed =
        tolerate == 0 ? "" : ", more than the " + ValueText.number(tolerate * 100) + " % tolerated";
    TaskState first =
        failed.get(0).tasks().stream()
            .map(states)
            .filter(state -> state.phase() == TaskPhase.FAILED)
            .findFirst()
            .orElseGet(() -> states.apply(failed.get(0).tasks().get(0)));
    return "%d of %d items of `%s` failed%s; the first of them: task %s: %s"
        .formatted(
            failed.size(),
            collect.items().size(),
            collect.loop().id(),
            allowed,
            first.task().id(),
            first.message());
  }

  private TaskPhase phase(TaskId id) {
    return states.apply(id).phase();
  }

  private Value output(TaskId id) {
    return states.apply(id).output().orElse(Value.ABSENT);
  }
}
