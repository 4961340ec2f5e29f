package io.trainmaster.runtime;

import io.trainmaster.model.TaskId;
import io.trainmaster.plan.PlannedTask;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.schedule.Hold;
import io.trainmaster.schedule.Restraint;
import io.trainmaster.track.RunStore;
import io.trainmaster.track.RunSummary;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Which calls of a run would be held back if it began now, by the rules that hold them back. */
public final class HeldCalls {

  private HeldCalls() {}

  /**
   * Goes by what is recorded, and touches nothing.
   *
   * @param workflow that the run would be one of
   * @param tasks those of the run, as far as they are known
   */
  public static Map<TaskId, Hold> of(
      RunStore runs, String workflow, Collection<PlannedTask> tasks, Instant now) {
    Restraint restraint = new Restraint(new StoredPast(runs));
    RunSummary run =
        new RunSummary(
            RunId.of(workflow, 0), workflow, "", RunPhase.QUEUED, "", now, Optional.empty());
    Map<TaskId, Hold> held = new LinkedHashMap<>();
    for (PlannedTask task : tasks) {
      if (task.work() instanceof PlannedTask.Call call) {
        restraint
            .hold(run, task.id(), call.operator().policy(), now)
            .ifPresent(hold -> held.put(task.id(), hold));
      }
    }
    return held;
  }
}
