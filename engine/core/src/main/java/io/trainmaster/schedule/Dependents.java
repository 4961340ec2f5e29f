package io.trainmaster.schedule;

import io.trainmaster.model.TaskId;
import io.trainmaster.run.TaskEvent;
import io.trainmaster.run.TaskPhase;
import java.util.Optional;
import java.util.function.Function;

/** What the tasks that a task depends on mean for it. */
final class Dependents {

  private Dependents() {}

  /** An event for a waiting task, and why. */
  record Caused(TaskEvent event, String reason) {}

  /** What happens to a waiting task; empty while it has to wait on. */
  static Optional<Caused> event(TaskState waiting, Function<TaskId, TaskState> states) {
    boolean ready = true;
    boolean omitted = false;
    for (TaskId id : waiting.task().dependencies()) {
      TaskState dependency = states.apply(id);
      TaskPhase phase = dependency.phase();
      if (!phase.isEnd()) {
        ready = false;
      } else if (phase == TaskPhase.SUCCEEDED || waiting.task().work().bears(id, phase)) {
        continue;
      } else if (phase == TaskPhase.FAILED) {
        return Optional.of(new Caused(TaskEvent.CANCEL, "Not run: " + id + " failed."));
      } else if (phase == TaskPhase.CANCELLED) {
        return Optional.of(new Caused(TaskEvent.CANCEL, "Not run: " + id + " did not run."));
      } else if (phase == TaskPhase.SKIPPED) {
        return Optional.of(new Caused(TaskEvent.SKIP, dependency.message()));
      } else {
        omitted = true;
      }
    }
    if (omitted) {
      return Optional.of(new Caused(TaskEvent.OMIT, ""));
    }
    return ready ? Optional.of(new Caused(TaskEvent.READY, "")) : Optional.empty();
  }
}
