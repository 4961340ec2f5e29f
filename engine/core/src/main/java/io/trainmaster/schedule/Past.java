package io.trainmaster.schedule;

import io.trainmaster.model.TaskId;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.track.CallRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a scheduler asks about runs that it may not have seen. Where nothing else is said, nothing
 * happened.
 */
public interface Past {

  /** Nothing happened before. */
  Past NOTHING = new Past() {};

  /** How that run of a workflow ended that succeeded or failed last. */
  default Optional<RunPhase> lastOutcome(String workflow) {
    return Optional.empty();
  }

  /** As {@link CallRecords#lastLaunch}. */
  default Optional<CallRecords.Launched> lastLaunch(String workflow, TaskId task, RunId besides) {
    return Optional.empty();
  }

  /** As {@link CallRecords#work}. */
  default Duration work(String workflow, TaskId task, Instant since, Instant now) {
    return Duration.ZERO;
  }
}
