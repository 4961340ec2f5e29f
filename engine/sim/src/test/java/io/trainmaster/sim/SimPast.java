package io.trainmaster.sim;

import io.trainmaster.model.TaskId;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.schedule.Past;
import io.trainmaster.track.AttemptRecord;
import io.trainmaster.track.CallRecords;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a server finds recorded of earlier runs. */
final class SimPast implements Past {

  private final World world;
  private final Map<Name, Map<RunId, Instant>> launches = new HashMap<>();

  private record Name(String workflow, TaskId task) {}

  SimPast(World world) {
    this.world = world;
  }

  /** An attempt is written. */
  void note(String workflow, RunId run, AttemptRecord attempt) {
    if (!attempt.isReused()) {
      launches
          .computeIfAbsent(new Name(workflow, attempt.task()), name -> new HashMap<>())
          .merge(run, attempt.launchedAt(), (one, other) -> one.isAfter(other) ? one : other);
    }
  }

  @Override
  public Optional<RunPhase> lastOutcome(String workflow) {
    return world.store().outbox().lastOutcome(workflow);
  }

  @Override
  public Optional<CallRecords.Launched> lastLaunch(String workflow, TaskId task, RunId besides) {
    return world.has(Bug.CALLS_FORGOTTEN) ? Optional.empty() : recorded(workflow, task, besides);
  }

  /** The truth. */
  Optional<CallRecords.Launched> recorded(String workflow, TaskId task, RunId besides) {
    return launches.getOrDefault(new Name(workflow, task), Map.of()).entrySet().stream()
        .filter(launch -> !launch.getKey().equals(besides))
        .max(Comparator.comparing(Map.Entry<RunId, Instant>::getValue))
        .map(launch -> new CallRecords.Launched(launch.getKey(), launch.getValue()));
  }
}
