package io.trainmaster.runtime;

import io.trainmaster.time.Backfill;
import io.trainmaster.time.TriggerId;
import java.time.Instant;

/**
 * Occurrences that somebody wants to be run, whatever became of them before.
 *
 * @param from the first instant that an occurrence may be due at
 * @param until the instant that they are all due before
 * @param limit the most of them, at least 1
 */
public record BackfillRequest(
    TriggerId trigger, Instant from, Instant until, Backfill.Order order, int limit) {}
