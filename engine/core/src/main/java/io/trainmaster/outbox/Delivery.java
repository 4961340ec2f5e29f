package io.trainmaster.outbox;

import io.trainmaster.run.TransitionTable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A notification in the outbox. Immutable.
 *
 * @param attempts how often it has been sent, or begun to be, since it was decided or tried anew
 * @param since when it was decided, or tried anew
 * @param dueAt when it is to be sent next, while it waits
 * @param answer what its channel said last, in a line; empty before that
 * @param endedAt when it was delivered or given up
 */
public record Delivery(
    Notification notification,
    DeliveryPhase phase,
    int attempts,
    Instant since,
    Instant dueAt,
    String answer,
    Optional<Instant> endedAt) {

  /** How a notification moves. */
  public static final TransitionTable<DeliveryPhase, DeliveryEvent> TABLE =
      TransitionTable.<DeliveryPhase, DeliveryEvent>of(DeliveryPhase.class, DeliveryPhase.WAITING)
          .on(DeliveryPhase.WAITING, DeliveryEvent.SEND, DeliveryPhase.SENDING)
          .on(DeliveryPhase.SENDING, DeliveryEvent.SEND, DeliveryPhase.SENDING)
          .on(DeliveryPhase.SENDING, DeliveryEvent.DELIVER, DeliveryPhase.DELIVERED)
          .on(DeliveryPhase.SENDING, DeliveryEvent.FAIL, DeliveryPhase.WAITING)
          .on(DeliveryPhase.SENDING, DeliveryEvent.GIVE_UP, DeliveryPhase.DEAD)
          .on(DeliveryPhase.DEAD, DeliveryEvent.TRY_AGAIN, DeliveryPhase.WAITING)
          .endingIn(Set.of(DeliveryPhase.DELIVERED, DeliveryPhase.DEAD));

  private static final int LONGEST_ANSWER = 500;

  /** Cuts off an answer that is too long, and makes one line of it. */
  public Delivery {
    answer = Notification.oneLine(answer);
    answer = answer.length() > LONGEST_ANSWER ? answer.substring(0, LONGEST_ANSWER) : answer;
  }

  /** A notification that has just been decided. */
  public static Delivery of(Notification notification) {
    Instant at = notification.createdAt();
    return new Delivery(notification, DeliveryPhase.WAITING, 0, at, at, "", Optional.empty());
  }

  /** The same once a sender has taken it; this is recorded before it is sent. */
  public Delivery taken() {
    return new Delivery(
        notification, next(DeliveryEvent.SEND), attempts + 1, since, dueAt, answer, endedAt);
  }

  /** The same once its channel has taken it. */
  public Delivery delivered(String said, Instant now) {
    return new Delivery(
        notification, next(DeliveryEvent.DELIVER), attempts, since, dueAt, said, Optional.of(now));
  }

  /** The same once its channel has not taken it, and has not said when to come again. */
  public Delivery failed(String why, SendingRules rules, Instant now) {
    return failed(why, Duration.ZERO, rules, now);
  }

  /**
   * The same once its channel has not taken it.
   *
   * @param asked for how long the receiver has asked to be left alone; zero where it hasn't
   */
  public Delivery failed(String why, Duration asked, SendingRules rules, Instant now) {
    return rules.isOver(this, now)
        ? new Delivery(
            notification,
            next(DeliveryEvent.GIVE_UP),
            attempts,
            since,
            dueAt,
            why,
            Optional.of(now))
        : new Delivery(
            notification,
            next(DeliveryEvent.FAIL),
            attempts,
            since,
            now.plus(rules.delay(notification.id(), attempts, asked)),
            why,
            Optional.empty());
  }

  /** The same once someone has asked to try it anew; empty unless it was given up. */
  public Optional<Delivery> triedAgain(Instant now) {
    return TABLE
        .next(phase, DeliveryEvent.TRY_AGAIN)
        .map(next -> new Delivery(notification, next, 0, now, now, answer, Optional.empty()));
  }

  private DeliveryPhase next(DeliveryEvent event) {
    return TABLE
        .next(phase, event)
        .orElseThrow(
            () -> new IllegalStateException(notification.id() + " is " + phase + ": " + event));
  }
}
