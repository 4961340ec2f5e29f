package io.trainmaster.track;

import io.trainmaster.run.TransitionTable;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a server knows of whether it leads, from its first wish to the end of its epoch. It neither
 * waits nor asks the time or the store. Safe for use from several threads.
 */
public final class Tenure {

  /** How a server moves. */
  public static final TransitionTable<LeaderPhase, LeaderEvent> TABLE =
      TransitionTable.<LeaderPhase, LeaderEvent>of(LeaderPhase.class, LeaderPhase.STANDBY)
          .on(LeaderPhase.STANDBY, LeaderEvent.ACQUIRE, LeaderPhase.LEADING)
          .on(LeaderPhase.LEADING, LeaderEvent.DOUBT, LeaderPhase.UNSURE)
          .on(LeaderPhase.LEADING, LeaderEvent.REFUSE, LeaderPhase.LOST)
          .on(LeaderPhase.LEADING, LeaderEvent.RELEASE, LeaderPhase.RELEASED)
          .on(LeaderPhase.UNSURE, LeaderEvent.RENEW, LeaderPhase.LEADING)
          .on(LeaderPhase.UNSURE, LeaderEvent.REFUSE, LeaderPhase.LOST)
          .on(LeaderPhase.UNSURE, LeaderEvent.RELEASE, LeaderPhase.RELEASED)
          .endingIn(Set.of(LeaderPhase.LOST, LeaderPhase.RELEASED));

  private LeaderPhase phase = LeaderPhase.STANDBY;
  private @Nullable Lease lease;

  /** The server was given a lease. */
  public synchronized void acquired(Lease given) {
    move(LeaderEvent.ACQUIRE);
    lease = given;
  }

  /** The lease was renewed, as was asked at {@code askedNanos}; nothing where it is lost. */
  public synchronized void renewed(long askedNanos) {
    move(LeaderEvent.RENEW);
    if (phase == LeaderPhase.LEADING) {
      lease = lease().renewed(askedNanos);
    }
  }

  /** The store has said that another one leads. */
  public synchronized void refused() {
    move(LeaderEvent.REFUSE);
  }

  /** The server leads no more. */
  public synchronized void released() {
    move(LeaderEvent.RELEASE);
  }

  /** An event that means nothing where the server stands changes nothing. */
  private void move(LeaderEvent event) {
    phase = TABLE.next(phase, event).orElse(phase);
  }

  /** Where the server stands. */
  public synchronized LeaderPhase phase(long nowNanos) {
    if (phase == LeaderPhase.LEADING && !lease().isHeld(nowNanos)) {
      move(LeaderEvent.DOUBT);
    }
    return phase;
  }

  /** Whether no other server can have taken over by now. */
  public boolean isSure(long nowNanos) {
    return phase(nowNanos) == LeaderPhase.LEADING;
  }

  /** Whether the server has led and never does again under this epoch. */
  public synchronized boolean isOver() {
    return phase == LeaderPhase.LOST || phase == LeaderPhase.RELEASED;
  }

  /**
   * The lease as it was given or renewed last.
   *
   * @throws NullPointerException where none was given
   */
  public synchronized Lease lease() {
    return Objects.requireNonNull(lease);
  }
}
