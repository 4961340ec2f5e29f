package io.trainmaster.track;

import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import java.time.Instant;
import java.util.Optional;

/**
 * A run in one line.
 *
 * @param message why it ended as it did, where it didn't simply succeed
 */
public record RunSummary(
    RunId id,
    String workflow,
    String versionHash,
    RunPhase phase,
    String message,
    Instant startedAt,
    Optional<Instant> endedAt) {}
