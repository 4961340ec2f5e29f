package io.trainmaster.runtime;

import io.trainmaster.model.EvaluationException;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.plan.PlanBounds;
import io.trainmaster.plan.RunPlan;
import io.trainmaster.run.RunId;
import io.trainmaster.schedule.Revision;
import io.trainmaster.track.ModelVersion;
import io.trainmaster.track.RunRecord;
import io.trainmaster.track.RunStore;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Another version of its workflow for a run to go on with.
 *
 * @param given the parameters that get another value. Of the others, those that had the default of
 *     the version before take that of the new one, and the rest stay
 */
public record Edit(WorkflowVersion version, Map<String, Value> given) {

  public Edit {
    given = Map.copyOf(given);
  }

  /**
   * What would become of the run's tasks.
   *
   * @param bounds how large searches and loops may be; what the run has grown to stays allowed
   * @throws EngineException where the run can't go on with this version
   */
  public Revision revise(RunStore runs, RunRecord run, PlanBounds bounds) {
    RunId id = run.summary().id();
    if (!run.summary().workflow().equals(version.graph().name())) {
      throw refused(
          "Run %s is of workflow %s, and %s has workflow %s."
              .formatted(id, run.summary().workflow(), version.file(), version.graph().name()));
    } else if (!run.summary().phase().isEnd()) {
      throw refused(
          "Run %s is not over: `trainmaster cancel %s` stops it, and then it can go on with another"
                  .formatted(id, id)
              + " version.");
    }
    WorkflowGraph before = runs.version(run.summary().versionHash()).orElseThrow().graph();
    try {
      PlanBounds wide = bounds.atLeast(run.tasks().size());
      RunPlan had = RunPlan.of(before, run.parameters(), wide);
      RunPlan has = RunPlan.of(version.graph(), parameters(before, run.parameters()), wide);
      Revision revision = Revision.of(run, had, has.named(id));
      requireNoModel(runs, id, revision);
      return revision;
    } catch (EvaluationException e) {
      throw new EngineException(EngineException.Reason.PLAN_IMPOSSIBLE, e.reason(), e);
    }
  }

  private Map<String, Value> parameters(WorkflowGraph before, Map<String, Value> had) {
    Map<String, WorkflowGraph.Parameter> declared = new LinkedHashMap<>();
    before.parameters().forEach(parameter -> declared.put(parameter.name(), parameter));
    Map<String, Value> all = new LinkedHashMap<>();
    for (WorkflowGraph.Parameter parameter : version.graph().parameters()) {
      String name = parameter.name();
      WorkflowGraph.Parameter was = declared.get(name);
      Value value = had.get(name);
      if (given.containsKey(name)) {
        all.put(name, Objects.requireNonNull(given.get(name)));
      } else if (value != null
          && was != null
          && was.type().equals(parameter.type())
          && !was.defaultValue().equals(Optional.of(value))) {
        all.put(name, value);
      }
    }
    return all;
  }

  /** Versions of models stay as they are, and a task registers one in each run. */
  private static void requireNoModel(RunStore runs, RunId run, Revision revision) {
    for (TaskId task : revision.again().keySet()) {
      Optional<ModelVersion> model = runs.model(run, task);
      if (model.isPresent()) {
        throw refused(
            "Task %s of run %s has registered version %d of %s, and would have to register another: a new run does, and reuses what has not changed."
                .formatted(task, run, model.get().version(), model.get().name()));
      }
    }
  }

  private static EngineException refused(String message) {
    return new EngineException(EngineException.Reason.NOT_RESUMABLE, message);
  }
}
