package io.trainmaster.store;

import io.trainmaster.track.Leadership;
import io.trainmaster.track.Lease;
import io.trainmaster.track.StoreException;
import io.trainmaster.track.StoreException.Reason;
import io.trainmaster.track.Tenure;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this process the leader: a thread renews the lease every third of the time it runs, until
 * another leads or this is closed, which ends the lease. Safe for use from several threads.
 */
public final class LeaseKeeper implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);

  private static final long RETRY_MILLIS = 200;
  private static final long RELEASE_MILLIS = 2_000;

  private final Leadership leadership;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private final Tenure tenure = new Tenure();

  private LeaseKeeper(Leadership leadership, Lease lease) {
    this.leadership = leadership;
    tenure.acquired(lease);
    this.thread = new Thread(this::keep, "lease");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Becomes the leader if nobody is now.
   *
   * @param owner see {@link Leadership#tryAcquire}
   */
  public static Optional<LeaseKeeper> tryAcquire(
      Leadership leadership, String owner, Duration ttl) {
    long asked = System.nanoTime();
    OptionalLong epoch = leadership.tryAcquire(owner, ttl);
    return epoch.isPresent()
        ? Optional.of(new LeaseKeeper(leadership, new Lease(epoch.getAsLong(), asked, ttl)))
        : Optional.empty();
  }

  /**
   * Becomes the leader, waiting as long as a leader that has been killed is still taken for one.
   *
   * @throws StoreException with {@code LOCKED} where another leads and goes on doing so
   */
  static LeaseKeeper acquire(Leadership leadership, String owner, Duration ttl) {
    long end = System.nanoTime() + ttl.toNanos() + TimeUnit.MILLISECONDS.toNanos(RETRY_MILLIS);
    while (true) {
      Optional<LeaseKeeper> keeper = tryAcquire(leadership, owner, ttl);
      if (keeper.isPresent()) {
        return keeper.get();
      }
      if (System.nanoTime() - end >= 0 || !hasPaused()) {
        throw new StoreException(
            Reason.LOCKED,
            "The state is in use by %s. Wait until it has ended, or use another database."
                .formatted(
                    leadership.leader().map(Leadership.Leader::owner).orElse("another process")));
      }
    }
  }

  /** The epoch it leads under. */
  public long epoch() {
    return tenure.lease().epoch();
  }

  /** Whether it can be sure to lead, without asking the store. */
  public boolean isHeld() {
    return tenure.isSure(System.nanoTime());
  }

  /**
   * Returns once it is sure to lead; asks the store where it has not been for too long, as after a
   * time in which the store could not be reached.
   *
   * @throws StoreException with {@code FENCED} where another leads
   */
  public void requireHeld() {
    if (!isHeld() && !isRenewed()) {
      throw new StoreException(
          Reason.FENCED,
          "%s leads: this one does nothing more."
              .formatted(
                  leadership.leader().map(Leadership.Leader::owner).orElse("Another server")));
    }
  }

  private synchronized boolean isRenewed() {
    long asked = System.nanoTime();
    Lease lease = tenure.lease();
    if (tenure.isOver() || !leadership.renew(lease.epoch(), lease.ttl())) {
      tenure.refused();
      return false;
    }
    tenure.renewed(asked);
    return true;
  }

  private static boolean hasPaused() {
    try {
      Thread.sleep(RETRY_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void keep() {
    try {
      while (!closing.await(
          tenure.lease().untilRenewal(System.nanoTime()).toNanos(), TimeUnit.NANOSECONDS)) {
        if (!isRenewed()) {
          LOG.warn("Another server leads; epoch {} has ended", epoch());
          return;
        }
      }
      tenure.released();
      leadership.release(epoch());
    } catch (StoreException e) {
      LOG.warn("The lease of epoch {} is renewed no more", epoch(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the lease; where the store can't be reached now, it runs out by itself. */
  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(RELEASE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
