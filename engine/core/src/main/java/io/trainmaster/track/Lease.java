package io.trainmaster.track;

import java.time.Duration;

/**
 * What a leader knows of its own lease without asking the store: whether it can be sure to lead. It
 * counts on a clock that only goes forward, from before it asked, and gives up early enough that
 * nobody else can have begun yet even where its clock is slow. Immutable.
 *
 * @param epoch the epoch it leads under
 * @param askedNanos when it asked for the lease, by {@link System#nanoTime}
 * @param ttl how long the lease runs by the store's clock
 */
public record Lease(long epoch, long askedNanos, Duration ttl) {

  /** How long a lease runs where nothing else is said. */
  public static final Duration DEFAULT_TTL = Duration.ofSeconds(6);

  private static final int RENEWALS_IN_A_TTL = 3;
  private static final int SURE_PERCENT = 70;

  /** Whether no other server can have taken over by now. */
  public boolean isHeld(long nowNanos) {
    return nowNanos - askedNanos < ttl.toNanos() / 100 * SURE_PERCENT;
  }

  /** How long to wait until it is to be renewed; zero where it should have been. */
  public Duration untilRenewal(long nowNanos) {
    long due = ttl.toNanos() / RENEWALS_IN_A_TTL - (nowNanos - askedNanos);
    return Duration.ofNanos(Math.max(0, due));
  }

  /** The lease as it is once a renewal that was asked for then has been granted. */
  public Lease renewed(long nowNanos) {
    return new Lease(epoch, nowNanos, ttl);
  }
}
