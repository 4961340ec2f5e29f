package io.trainmaster.track;

import io.trainmaster.model.TaskId;
import io.trainmaster.model.Value;
import io.trainmaster.run.TaskPhase;
import java.util.List;
import java.util.Optional;

/**
 * A task of a run as it was recorded.
 *
 * @param message why it was skipped or failed, or where its output is from; or empty
 * @param output what it gave, once it succeeded
 * @param attempts in order
 */
public record TaskRecord(
    TaskId id,
    TaskPhase phase,
    String message,
    Optional<Value> output,
    List<AttemptRecord> attempts) {

  public TaskRecord {
    attempts = List.copyOf(attempts);
  }

  /** The attempt that has not ended; there is one at most. */
  public Optional<AttemptRecord> underWay() {
    return attempts.stream().filter(attempt -> !attempt.phase().isEnd()).findFirst();
  }
}
