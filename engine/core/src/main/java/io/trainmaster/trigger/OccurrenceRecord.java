package io.trainmaster.trigger;

import io.trainmaster.run.RunId;
import io.trainmaster.time.Occurrence;
import java.time.Instant;
import java.util.Optional;

/**
 * What became of an occurrence.
 *
 * @param run the run that it made; empty where it was dropped
 * @param reason why it was dropped, or empty
 */
public record OccurrenceRecord(
    Occurrence occurrence, Optional<RunId> run, String reason, Instant decidedAt) {}
