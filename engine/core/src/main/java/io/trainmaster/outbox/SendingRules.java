package io.trainmaster.outbox;

import io.trainmaster.search.SplitMix;
import java.time.Duration;
import java.time.Instant;

/**
 * How often and how long a notification is tried. Between two attempts the time doubles, and is
 * shortened by chance, up to half of it, so that many that failed together don't come back
 * together. Where the receiver has said when to come again, the next attempt isn't made before; it
 * can ask for no more than the longest wait, so that no answer keeps anybody from being told.
 *
 * @param attempts the most attempts
 * @param patience how long after it was decided, or tried anew, it is given up
 * @param first the longest wait after the first attempt
 * @param longest the longest wait after any
 */
public record SendingRules(int attempts, Duration patience, Duration first, Duration longest) {

  private static final int MOST_DOUBLINGS = 30;

  /** Rules with waits from a second to an hour. */
  public SendingRules(int attempts, Duration patience) {
    this(attempts, patience, Duration.ofSeconds(1), Duration.ofHours(1));
  }

  /** Whether a delivery whose attempt has just failed is to be given up. */
  boolean isOver(Delivery delivery, Instant now) {
    return delivery.attempts() >= attempts || !now.isBefore(delivery.since().plus(patience));
  }

  /**
   * How long to wait after an attempt of a notification whose receiver has asked for a pause, which
   * may be zero.
   */
  Duration delay(String id, int attempt, Duration asked) {
    Duration granted = asked.compareTo(longest) < 0 ? asked : longest;
    Duration own = delay(id, attempt);
    return own.compareTo(granted) < 0 ? granted : own;
  }

  /** How long to wait after an attempt; the same for the same attempt of the same notification. */
  Duration delay(String id, int attempt) {
    long most = first.toMillis() << Math.min(MOST_DOUBLINGS, attempt - 1);
    most = Math.min(Math.max(most, 1), longest.toMillis());
    SplitMix random = new SplitMix(31L * id.hashCode() + attempt);
    return Duration.ofMillis(most - (long) (random.nextDouble() * most / 2));
  }
}
