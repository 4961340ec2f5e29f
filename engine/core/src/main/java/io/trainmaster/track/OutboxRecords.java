package io.trainmaster.track;

import io.trainmaster.outbox.Delivery;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What people are told; a part of the {@link RunStore}. What is told is added, and what becomes of
 * it is written, by {@link RunStore#commit}. Safe for use from several threads.
 */
public interface OutboxRecords {

  /**
   * For each channel the first notification that may be sent: its time has come, or it was being
   * sent by whoever led before. Those of one run for one channel are sent in their order: while an
   * earlier one isn't delivered or given up, a later one may not.
   */
  List<Delivery> due(Instant now);

  /** When one of those that wait is due next, after now; empty where none is. */
  Optional<Instant> nextDue(Instant now);

  /** How many wait or are being sent. */
  long waiting();

  /** What was told, latest first. */
  List<Delivery> latest(boolean onlyDead, int limit);

  /** What was told of a run, in order. */
  List<Delivery> of(RunId run);

  /**
   * What was told of a run, and of the runs that it made, also by way of others, and is neither
   * delivered nor given up, in order.
   */
  List<Delivery> unsent(RunId run);

  /** A notification by its id. */
  Optional<Delivery> find(String id);

  /**
   * Lets a notification that was given up be tried anew.
   *
   * @return false where there is none of that id, or it wasn't given up
   */
  boolean tryAgain(String id, Instant now);

  /**
   * How that run of a workflow ended that succeeded or failed last, but for those that only
   * reproduce another.
   */
  Optional<RunPhase> lastOutcome(String workflow);
}
