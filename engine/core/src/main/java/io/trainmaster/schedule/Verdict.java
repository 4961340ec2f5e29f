package io.trainmaster.schedule;

import io.trainmaster.plan.PlannedTask;
import io.trainmaster.run.RunEvent;
import io.trainmaster.run.RunPhase;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.track.RunSummary;
import java.util.Collection;
import java.util.Optional;

/** How a run ends, once all its tasks have. */
record Verdict(RunEvent event, String message) {

  static Verdict of(RunSummary run, Collection<TaskState> tasks) {
    if (run.phase() == RunPhase.CANCELLING) {
      return new Verdict(RunEvent.STOP, run.message());
    }
    Optional<TaskState> failed = first(tasks, TaskPhase.FAILED);
    if (failed.isPresent()) {
      return new Verdict(RunEvent.FAIL, failure(failed.get()));
    }
    return first(tasks, TaskPhase.SKIPPED)
        .map(state -> new Verdict(RunEvent.SKIP, state.message()))
        .orElse(new Verdict(RunEvent.SUCCEED, ""));
  }

  private static String failure(TaskState state) {
    return state.task().work() instanceof PlannedTask.Decide
            || state.task().work() instanceof PlannedTask.Collect
        ? state.message()
        : "Task %s failed: %s".formatted(state.task().id(), state.message());
  }

  /** A loop answers for its items. */
  private static Optional<TaskState> first(Collection<TaskState> tasks, TaskPhase phase) {
    return tasks.stream()
        .filter(state -> state.phase() == phase)
        .filter(state -> state.task().membership().loop().isEmpty())
        .findFirst();
  }
}
