package io.trainmaster.schedule;

import io.trainmaster.model.TaskId;
import io.trainmaster.placement.Placement;
import io.trainmaster.run.AttemptPhase;
import io.trainmaster.run.Failure;
import io.trainmaster.run.RunId;
import io.trainmaster.track.AttemptRecord;
import io.trainmaster.track.KeptResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The stages of an attempt's record. */
final class Attempts {

  private Attempts() {}

  static AttemptRecord launched(
      RunId run, Placement placement, int number, long fence, Instant now) {
    return new AttemptRecord(
        placement.task(),
        number,
        fence,
        AttemptPhase.LAUNCHED,
        Optional.empty(),
        placement.node(),
        0,
        "request " + placement.alternative() + ": " + placement.reason(),
        placement.cpus(),
        placement.memoryBytes(),
        placement.gpus(),
        "runs/" + run + "/" + placement.task() + "/" + number + "/log.txt",
        0,
        now,
        Optional.empty(),
        Optional.empty());
  }

  /** It needed no room and no time. */
  static AttemptRecord reused(TaskId task, int number, long fence, KeptResult result, Instant now) {
    return new AttemptRecord(
        task,
        number,
        fence,
        AttemptPhase.SUCCEEDED,
        Optional.empty(),
        "",
        0,
        "reused from " + result.run(),
        0,
        0,
        List.of(),
        result.logFile(),
        0,
        now,
        Optional.empty(),
        Optional.of(now));
  }

  static AttemptRecord started(AttemptRecord attempt, AttemptPhase phase, long pid, Instant now) {
    return changed(attempt, phase, attempt.failure(), pid, 0, Optional.of(now), attempt.endedAt());
  }

  static AttemptRecord ended(
      AttemptRecord attempt,
      AttemptPhase phase,
      Optional<Failure> failure,
      long peakMemoryBytes,
      Instant now) {
    return changed(
        attempt,
        phase,
        failure,
        attempt.pid(),
        peakMemoryBytes,
        attempt.startedAt(),
        Optional.of(now));
  }

  private static AttemptRecord changed(
      AttemptRecord attempt,
      AttemptPhase phase,
      Optional<Failure> failure,
      long pid,
      long peakMemoryBytes,
      Optional<Instant> startedAt,
      Optional<Instant> endedAt) {
    return new AttemptRecord(
        attempt.task(),
        attempt.number(),
        attempt.fence(),
        phase,
        failure,
        attempt.node(),
        pid,
        attempt.placement(),
        attempt.cpus(),
        attempt.memoryBytes(),
        attempt.gpus(),
        attempt.logFile(),
        peakMemoryBytes,
        attempt.launchedAt(),
        startedAt,
        endedAt);
  }
}
