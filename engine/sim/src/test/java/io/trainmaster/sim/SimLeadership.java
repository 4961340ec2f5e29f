package io.trainmaster.sim;

import io.trainmaster.track.Leadership;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Who leads, by the clock of the store. */
final class SimLeadership implements Leadership {

  private final World world;
  private long epoch;
  private String owner = "";
  private long since;
  private long expires;

  SimLeadership(World world) {
    this.world = world;
  }

  /** The epoch of who leads or led last. */
  long epoch() {
    return epoch;
  }

  @Override
  public OptionalLong tryAcquire(String asking, Duration ttl) {
    boolean free = expires <= world.time().now() || asking.equals(owner);
    return free || world.has(Bug.LEASE_GIVEN_TWICE) && world.below(3) == 0
        ? OptionalLong.of(takeOver(asking, ttl))
        : OptionalLong.empty();
  }

  @Override
  public long takeOver(String asking, Duration ttl) {
    epoch += world.has(Bug.SAME_EPOCH) && epoch > 0 ? 0 : 1;
    owner = asking;
    since = world.time().now();
    expires = since + ttl.toMillis();
    return epoch;
  }

  @Override
  public boolean renew(long renewed, Duration ttl) {
    if (renewed != epoch) {
      return false;
    }
    expires = world.time().now() + ttl.toMillis();
    return true;
  }

  @Override
  public void release(long released) {
    if (released == epoch) {
      expires = world.time().now();
    }
  }

  @Override
  public Optional<Leader> leader() {
    return epoch == 0
        ? Optional.empty()
        : Optional.of(
            new Leader(
                epoch,
                owner,
                Instant.ofEpochMilli(since),
                Duration.ofMillis(expires - world.time().now())));
  }
}
