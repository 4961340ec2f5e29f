package io.trainmaster.schedule;

import io.trainmaster.plan.PlannedTask;
import io.trainmaster.run.TaskEvent;
import io.trainmaster.run.TaskPhase;
import java.util.Optional;

/** What the end of a task means for one that depends on it. */
final class Dependents {

  private Dependents() {}

  /** An event for a waiting task, and why. */
  record Caused(TaskEvent event, String reason) {}

  /** What happens to a waiting task; empty where this end is as good as it needs. */
  static Optional<Caused> end(PlannedTask waiting, TaskState ended) {
    TaskPhase phase = ended.phase();
    String id = ended.task().id().value();
    if (phase == TaskPhase.SUCCEEDED || waiting.work().bears(ended.task().id(), phase)) {
      return Optional.empty();
    }
    return Optional.of(
        switch (phase) {
          case FAILED -> new Caused(TaskEvent.CANCEL, "Not run: " + id + " failed.");
          case CANCELLED -> new Caused(TaskEvent.CANCEL, "Not run: " + id + " did not run.");
          case SKIPPED -> new Caused(TaskEvent.SKIP, ended.message());
          case OMITTED -> new Caused(TaskEvent.OMIT, "");
          default -> throw new IllegalArgumentException(id + " has not ended");
        });
  }
}
