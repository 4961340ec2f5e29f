package io.trainmaster.schedule;

import io.trainmaster.plan.PlannedTask;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.track.AttemptRecord;
import io.trainmaster.track.TaskRecord;
import java.util.List;
import java.util.Optional;

/** From the record of a task to its state. */
final class Restoring {

  private Restoring() {}

  static TaskState state(PlannedTask task, TaskRecord record) {
    List<AttemptRecord> attempts = record.attempts();
    Optional<AttemptRecord> last =
        attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.get(attempts.size() - 1));
    TaskState fresh = TaskState.of(task);
    TaskState state = last.map(fresh::with).orElse(fresh);
    TaskState inPhase = state.in(record.phase(), record.message());
    return record.phase() == TaskPhase.SUCCEEDED
        ? inPhase.giving(record.output().orElseThrow())
        : inPhase;
  }
}
