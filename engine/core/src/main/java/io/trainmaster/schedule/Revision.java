package io.trainmaster.schedule;

import io.trainmaster.model.TaskId;
import io.trainmaster.plan.RunPlan;
import io.trainmaster.track.RunRecord;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What becomes of each task of a run that goes on with another version of its workflow.
 *
 * @param plan the run's plan from now on
 * @param kept the tasks that stay as they are: they had succeeded or were left out, and neither
 *     they nor anything that they depend on is another one in the new version
 * @param again why each of the others runs, in the order of the plan
 * @param dropped the tasks that are in the run and not in the plan any more
 */
public record Revision(
    RunPlan plan, Set<TaskId> kept, Map<TaskId, String> again, Set<TaskId> dropped) {

  public Revision {
    kept = Collections.unmodifiableSet(new LinkedHashSet<>(kept));
    again = Collections.unmodifiableMap(new LinkedHashMap<>(again));
    dropped = Collections.unmodifiableSet(new LinkedHashSet<>(dropped));
  }

  /**
   * Compares two plans of a run that has ended.
   *
   * @param before the plan that it had
   * @param after the plan that it is to have
   * @throws io.trainmaster.model.EvaluationException where a loop has too many items by the new
   *     plan
   */
  public static Revision of(RunRecord run, RunPlan before, RunPlan after) {
    return new Reviser(run, before, after).revise();
  }

  /** The tasks that are known by now, in the order of the plan. */
  public List<TaskId> tasks() {
    Set<TaskId> all = new LinkedHashSet<>(plan.taskIds());
    all.addAll(kept);
    all.addAll(again.keySet());
    return List.copyOf(all);
  }
}
