package io.trainmaster.plan;

import io.trainmaster.model.TaskId;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tasks of a run, each after those that it depends on.
 *
 * @param parameters a value for each parameter of the workflow
 */
public record RunPlan(
    WorkflowGraph workflow,
    Map<String, Value> parameters,
    Map<TaskId, PlannedTask> tasks,
    PlanBounds bounds) {

  public RunPlan {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    tasks = Collections.unmodifiableMap(new LinkedHashMap<>(tasks));
  }

  /**
   * The plan of a run.
   *
   * @param given the parameters that the run was given; the others take their defaults
   * @param bounds how large searches and loops may be
   * @throws io.trainmaster.model.EvaluationException where a parameter has no value, or a search
   *     has no trials
   */
  public static RunPlan of(WorkflowGraph workflow, Map<String, Value> given, PlanBounds bounds) {
    Map<String, Value> parameters = new LinkedHashMap<>();
    for (WorkflowGraph.Parameter parameter : workflow.parameters()) {
      Value value = given.get(parameter.name());
      parameters.put(
          parameter.name(),
          value != null ? value : parameter.defaultValue().orElseThrow(() -> missing(parameter)));
    }
    return new RunPlan(
        workflow, parameters, new Planner(parameters, bounds).plan(workflow.tasks()), bounds);
  }

  /**
   * What a loop of this run consists of once its list is known.
   *
   * @param spread the task that finds the items
   * @param over the list or the range
   * @return the tasks of all items in order and, last, the task that gathers what they give
   * @throws io.trainmaster.model.EvaluationException where the list has no items that can be told
   *     apart, or too many
   */
  public List<PlannedTask> items(PlannedTask spread, Value over) {
    return new LoopItems(this, spread).of(over);
  }

  /** The names of the tasks, in order. */
  public List<TaskId> taskIds() {
    return List.copyOf(tasks.keySet());
  }

  private static RuntimeException missing(WorkflowGraph.Parameter parameter) {
    return new io.trainmaster.model.EvaluationException(
        "Parameter `%s` (%s) has no default: give it a value."
            .formatted(parameter.name(), parameter.type()));
  }
}
