package io.trainmaster.schedule;

import io.trainmaster.model.TaskId;
import io.trainmaster.plan.RunPlan;
import io.trainmaster.run.TaskEvent;
import io.trainmaster.run.TaskPhase;
import java.util.Optional;
import java.util.function.Function;

/** What the tasks that a task depends on mean for it. */
final class Dependents {

  private final RunPlan plan;

  Dependents(RunPlan plan) {
    this.plan = plan;
  }

  /** An event for a waiting task, and why. */
  record Caused(TaskEvent event, String reason) {}

  /** What happens to a waiting task; empty while it has to wait on. */
  Optional<Caused> event(TaskState waiting, Function<TaskId, TaskState> states) {
    boolean ready = true;
    for (TaskId id :
        plan.tasks().getOrDefault(waiting.task().id(), waiting.task()).dependencies()) {
      TaskState dependency = states.apply(id);
      TaskPhase phase = dependency.phase();
      if (phase == TaskPhase.FAILED) {
        return Optional.of(new Caused(TaskEvent.CANCEL, "Not run: " + id + " failed."));
      } else if (phase == TaskPhase.CANCELLED) {
        return Optional.of(new Caused(TaskEvent.CANCEL, "Not run: " + id + " did not run."));
      } else if (phase == TaskPhase.SKIPPED) {
        return Optional.of(new Caused(TaskEvent.SKIP, dependency.message()));
      }
      ready &= phase == TaskPhase.SUCCEEDED;
    }
    return ready ? Optional.of(new Caused(TaskEvent.READY, "")) : Optional.empty();
  }
}
