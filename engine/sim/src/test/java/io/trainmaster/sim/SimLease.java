package io.trainmaster.sim;

import io.trainmaster.track.LeaderPhase;
import io.trainmaster.track.Lease;
import io.trainmaster.track.Tenure;
import java.time.Duration;
import java.util.OptionalLong;

/** Keeps a server the leader, as the engine's keeper of the lease does. */
final class SimLease {

  private static final long NANOS_IN_A_MILLI = 1_000_000;

  private final World world;
  private final SimServer server;
  private final Tenure tenure = new Tenure();
  private final Duration ttl;

  /** How fast the server's clock goes; as slow as the engine allows for, or fast. */
  private final double rate;

  private LeaderPhase seen = LeaderPhase.STANDBY;

  SimLease(World world, SimServer server) {
    this.world = world;
    this.server = server;
    this.ttl = world.ttl();
    this.rate = 0.8 + world.below(50) / 100.0;
  }

  private long nanos() {
    long wall = world.has(Bug.LEASE_BY_WALL_CLOCK) ? world.skew() : 0;
    return (long) ((world.time().now() + wall) * rate * NANOS_IN_A_MILLI);
  }

  /** Asks for the lease until it is given. */
  void ask() {
    if (server.isGone()) {
      return;
    } else if (server.isPaused()) {
      later(ttl.toMillis() / 4, this::ask);
      return;
    }
    long asked = nanos();
    later(
        1 + world.below(5),
        () -> {
          OptionalLong epoch = world.store().leadership().tryAcquire(server.owner(), ttl);
          later(world.below(5), () -> answered(epoch, asked));
        });
  }

  private void answered(OptionalLong epoch, long asked) {
    if (server.isGone()) {
      return;
    } else if (server.isPaused()) {
      later(100, () -> answered(epoch, asked));
    } else if (epoch.isEmpty()) {
      later(ttl.toMillis() / 8 + world.below((int) ttl.toMillis() / 4), this::ask);
    } else {
      tenure.acquired(new Lease(epoch.getAsLong(), asked(asked), ttl));
      note();
      server.lead(epoch.getAsLong());
      next();
    }
  }

  private long asked(long asked) {
    return world.has(Bug.LEASE_FROM_ANSWER) ? nanos() : asked;
  }

  private void next() {
    Duration wait = tenure.lease().untilRenewal(nanos());
    later(Math.max(1, (long) (wait.toMillis() / rate)), this::renew);
  }

  private void renew() {
    if (server.isGone() || tenure.isOver()) {
      return;
    } else if (server.isPaused()) {
      later(200, this::renew);
      return;
    }
    long asked = nanos();
    boolean slow = world.strikes(Fault.RENEWAL_SLOW, 5);
    int most = (int) ttl.toMillis();
    long there = slow ? world.below(most) : 1;
    later(
        there,
        () -> {
          boolean renewed = world.store().leadership().renew(tenure.lease().epoch(), ttl);
          later(slow ? world.below(most) : 1, () -> renewed(renewed, asked));
        });
  }

  private void renewed(boolean renewed, long asked) {
    if (server.isGone()) {
      return;
    } else if (server.isPaused()) {
      later(100, () -> renewed(renewed, asked));
      return;
    }
    note();
    if (renewed || world.has(Bug.REFUSAL_IGNORED)) {
      tenure.renewed(asked(asked));
      note();
      next();
    } else {
      refused();
    }
  }

  /** Whether it is sure to lead; asks the store where it has not been for too long. */
  boolean requireHeld() {
    note();
    if (world.has(Bug.NO_LEASE_CHECK) || tenure.isSure(nanos())) {
      return true;
    }
    if (tenure.isOver() || !world.store().leadership().renew(tenure.lease().epoch(), ttl)) {
      refused();
      return world.has(Bug.REFUSAL_IGNORED);
    }
    tenure.renewed(nanos());
    note();
    return true;
  }

  /** The store has said that another one leads. */
  void refused() {
    tenure.refused();
    note();
  }

  /** Ends the lease. */
  void release() {
    note();
    tenure.released();
    note();
    world.store().leadership().release(tenure.lease().epoch());
  }

  private void note() {
    LeaderPhase phase = tenure.phase(nanos());
    if (phase != seen) {
      world.coverage().leader(seen, phase);
      seen = phase;
    }
  }

  private void later(long millis, Runnable action) {
    world.time().after(millis, World.Event.LEASE, action);
  }
}
