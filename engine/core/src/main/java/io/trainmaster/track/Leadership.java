package io.trainmaster.track;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which of the servers on one store leads. A leader has an epoch, which is greater than that of any
 * leader before it, and a lease that runs out by the store's clock: the servers' clocks don't
 * matter. A lease only says when another server may take over. That there are never two is the
 * epoch's doing, which is checked in the transaction that a leader writes: see {@link
 * RunStore#under}.
 *
 * <p>Safe for use from several threads. A call waits while the store can't be reached; whether the
 * lease still holds meanwhile, {@link Lease} says by a clock that needs no store.
 */
public interface Leadership {

  /**
   * Begins an epoch where nobody's lease runs, or the owner's own does.
   *
   * @param owner who asks, in words that are this process's alone and that a person understands
   * @param ttl how long the lease is to run unless it is renewed
   * @return the epoch; empty where another owner leads
   */
  OptionalLong tryAcquire(String owner, Duration ttl);

  /**
   * Begins an epoch whoever leads, for a caller that knows by other means that it has ended.
   *
   * @return the epoch
   */
  long takeOver(String owner, Duration ttl);

  /**
   * Lets the lease run anew from now, also one that has run out.
   *
   * @return false where another epoch has begun
   */
  boolean renew(long epoch, Duration ttl);

  /** Ends the lease, so that another server needn't wait for it; nothing where another leads. */
  void release(long epoch);

  /** Who leads or led last; empty where nobody ever did. */
  Optional<Leader> leader();

  /**
   * A leader.
   *
   * @param since when its epoch began, by the store's clock
   * @param left how long its lease still runs; negative where it has run out
   */
  record Leader(long epoch, String owner, Instant since, Duration left) {}
}
