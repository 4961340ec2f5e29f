package io.trainmaster.schedule;

import io.trainmaster.plan.RunPlan;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.track.AttemptRecord;
import io.trainmaster.track.TaskRecord;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** From the record of a task to its state. */
final class Restoring {

  private Restoring() {}

  static TaskState state(RunPlan plan, TaskRecord record) {
    List<AttemptRecord> attempts = record.attempts();
    Optional<AttemptRecord> last =
        attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.get(attempts.size() - 1));
    TaskState fresh = TaskState.of(Objects.requireNonNull(plan.tasks().get(record.id())));
    TaskState state = last.map(fresh::with).orElse(fresh);
    TaskState inPhase = state.in(record.phase(), record.message());
    return record.phase() == TaskPhase.SUCCEEDED
        ? inPhase.giving(record.output().orElseThrow())
        : inPhase;
  }
}
