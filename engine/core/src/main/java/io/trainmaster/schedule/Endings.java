package io.trainmaster.schedule;

import io.trainmaster.run.RunPhase;
import io.trainmaster.track.RunSummary;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * How the last run of each workflow ended that succeeded or failed. One that was skipped or
 * cancelled says nothing of how the workflow does, and neither does one that reproduces another.
 */
final class Endings {

  private final Function<String, Optional<RunPhase>> recorded;
  private final Map<String, RunPhase> known = new HashMap<>();

  /**
   * @param recorded how that run of a workflow ended before anything was noted here
   */
  Endings(Function<String, Optional<RunPhase>> recorded) {
    this.recorded = recorded;
  }

  /** Whether the last run of a workflow failed. */
  boolean hasFailed(String workflow) {
    RunPhase last = known.get(workflow);
    return last != null
        ? last == RunPhase.FAILED
        : recorded.apply(workflow).filter(RunPhase.FAILED::equals).isPresent();
  }

  /** A run has ended. */
  void note(RunSummary run) {
    boolean tells = run.phase() == RunPhase.SUCCEEDED || run.phase() == RunPhase.FAILED;
    if (tells && run.options().reproduces().isEmpty()) {
      known.put(run.workflow(), run.phase());
    }
  }
}
