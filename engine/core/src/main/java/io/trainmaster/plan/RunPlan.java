package io.trainmaster.plan;

import io.trainmaster.model.EvaluationException;
import io.trainmaster.model.RunFact;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.run.RunId;
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
    List<PlannedTask> tasks,
    PlanBounds bounds) {

  public RunPlan {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    tasks = List.copyOf(tasks);
  }

  /**
   * The plan of a run.
   *
   * @param given the parameters that the run was given; the others take their defaults
   * @param bounds how large searches and loops may be
   * @throws EvaluationException where a parameter has no value, or a search has no trials
   */
  public static RunPlan of(WorkflowGraph workflow, Map<String, Value> given, PlanBounds bounds) {
    Map<String, Value> parameters = new LinkedHashMap<>();
    for (WorkflowGraph.Parameter parameter : workflow.parameters()) {
      Value value = given.get(parameter.name());
      if (value != null) {
        parameters.put(parameter.name(), value);
      } else if (!parameter.name().equals(RunFact.ID.parameter())) {
        parameters.put(
            parameter.name(), parameter.defaultValue().orElseThrow(() -> missing(parameter)));
      }
    }
    return new RunPlan(
        workflow, parameters, new Planner(parameters, bounds).plan(workflow.tasks()), bounds);
  }

  /** The same plan for a run whose name is known now, which its workflow may read. */
  public RunPlan named(RunId id) {
    if (!RunFact.ID.isReadBy(workflow)) {
      return this;
    }
    Map<String, Value> all = new LinkedHashMap<>(parameters);
    all.put(RunFact.ID.parameter(), new Value.Text(id.value()));
    return new RunPlan(workflow, all, tasks, bounds);
  }

  /**
   * What a loop of this run consists of once its list is known.
   *
   * @param spread the task that finds the items
   * @param over the list or the range
   * @return the tasks of all items in order and, last, the task that gathers what they give
   * @throws EvaluationException where the list has no items that can be told apart, or too many
   */
  public List<PlannedTask> items(PlannedTask spread, Value over) {
    return new LoopItems(this, spread).of(over);
  }

  /** The names of the tasks, in order. */
  public List<TaskId> taskIds() {
    return tasks.stream().map(PlannedTask::id).toList();
  }

  private static EvaluationException missing(WorkflowGraph.Parameter parameter) {
    return new EvaluationException(
        RunFact.is(parameter)
            ? "Each run is about an interval of time, and this one was given none."
            : "Parameter `%s` (%s) has no default: give it a value."
                .formatted(parameter.name(), parameter.type()));
  }
}
