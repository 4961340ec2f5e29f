package io.trainmaster.runtime;

import io.trainmaster.model.TaskId;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.schedule.Past;
import io.trainmaster.track.CallRecords;
import io.trainmaster.track.RunStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What is recorded of runs that have ended, or that other servers had under way. */
record StoredPast(RunStore runs) implements Past {

  @Override
  public Optional<RunPhase> lastOutcome(String workflow) {
    return runs.outbox().lastOutcome(workflow);
  }

  @Override
  public Optional<CallRecords.Launched> lastLaunch(String workflow, TaskId task, RunId besides) {
    return runs.calls().lastLaunch(workflow, task, besides);
  }

  @Override
  public Duration work(String workflow, TaskId task, Instant since, Instant now) {
    return runs.calls().work(workflow, task, since, now);
  }
}
