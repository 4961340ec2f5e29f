package io.trainmaster.track;

import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import java.time.Instant;
import java.util.Optional;

/**
 * A run in one line.
 *
 * @param message why it ended as it did, where it didn't simply succeed
 * @param startedAt when it began; when it was made, where it still waits for its turn
 * @param options how it is carried out
 * @param caller who made it, where a task of another run did
 */
public record RunSummary(
    RunId id,
    String workflow,
    String versionHash,
    RunPhase phase,
    String message,
    Instant startedAt,
    Optional<Instant> endedAt,
    RunOptions options,
    Optional<Caller> caller) {

  /** A run that no other run made. */
  public RunSummary(
      RunId id,
      String workflow,
      String versionHash,
      RunPhase phase,
      String message,
      Instant startedAt,
      Optional<Instant> endedAt,
      RunOptions options) {
    this(id, workflow, versionHash, phase, message, startedAt, endedAt, options, Optional.empty());
  }

  /** A run of which nothing special is asked. */
  public RunSummary(
      RunId id,
      String workflow,
      String versionHash,
      RunPhase phase,
      String message,
      Instant startedAt,
      Optional<Instant> endedAt) {
    this(id, workflow, versionHash, phase, message, startedAt, endedAt, RunOptions.DEFAULT);
  }

  /** The same, as it goes on with another version of its workflow. */
  public RunSummary withVersion(String hash) {
    return new RunSummary(id, workflow, hash, phase, message, startedAt, endedAt, options, caller);
  }

  /** The same, made by a task of another run. */
  public RunSummary calledBy(Caller by) {
    return new RunSummary(
        id, workflow, versionHash, phase, message, startedAt, endedAt, options, Optional.of(by));
  }

  /** The same, as it stands in another phase. */
  public RunSummary in(RunPhase next, String why, Instant began, Optional<Instant> ended) {
    return new RunSummary(id, workflow, versionHash, next, why, began, ended, options, caller);
  }

  /** The same, once it has failed. */
  public RunSummary failed(String why, Instant at) {
    return in(RunPhase.FAILED, why, startedAt, Optional.of(at));
  }
}
