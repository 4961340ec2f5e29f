package io.trainmaster.schedule;

import io.trainmaster.model.TaskId;
import io.trainmaster.model.Value;
import io.trainmaster.run.TaskPhase;
import java.util.Optional;

/**
 * Where a task stands, for those who watch.
 *
 * @param attempts how many attempts it has had
 */
public record TaskView(
    TaskId id, TaskPhase phase, int attempts, String message, Optional<Value> output) {

  static TaskView of(TaskState state) {
    return new TaskView(
        state.task().id(), state.phase(), state.attempts(), state.message(), state.output());
  }
}
