package io.trainmaster.sim;

import static io.trainmaster.sim.Oracle.require;

import io.trainmaster.model.Alert;
import io.trainmaster.model.Automation;
import io.trainmaster.outbox.Delivery;
import io.trainmaster.outbox.DeliveryPhase;
import io.trainmaster.outbox.Notification;
import io.trainmaster.outbox.Notification.Kind;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.track.RunSummary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What never may be of what people are told: each end of a run that somebody wants to know of is
 * told once, in the transaction that records it, and nothing else is; what is told reaches its
 * channel in the end, and in its order.
 */
final class OutboxOracle {

  private static final Map<DeliveryPhase, Set<DeliveryPhase>> DELIVERY =
      Oracle.pairs(Delivery.TABLE, DeliveryPhase.class);

  private final World world;
  private final Map<String, RunPhase> outcomes = new HashMap<>();
  private final Set<String> late = new HashSet<>();
  private final List<String> expected = new ArrayList<>();
  private final List<String> told = new ArrayList<>();

  OutboxOracle(World world) {
    this.world = world;
  }

  /** A transaction is about to be written. */
  void begins() {
    expected.clear();
    told.clear();
  }

  /** A run ends. */
  void ends(RunSummary run) {
    if (run.phase() == RunPhase.FAILED) {
      expect(run.id(), Alert.Cause.FAILED, Kind.FAILED);
    } else if (run.phase() == RunPhase.SUCCEEDED
        && outcomes.get(run.workflow()) == RunPhase.FAILED) {
      expect(run.id(), Alert.Cause.RECOVERED, Kind.RECOVERED);
    }
    if (run.phase() == RunPhase.SUCCEEDED || run.phase() == RunPhase.FAILED) {
      outcomes.put(run.workflow(), run.phase());
    }
  }

  private void expect(RunId run, Alert.Cause cause, Kind kind) {
    for (Alert alert : alerts(run)) {
      if (alert.on().contains(cause)) {
        expected.add(words(run, kind, alert.to()));
      }
    }
  }

  private List<Alert> alerts(RunId run) {
    return world
        .store()
        .plan(run)
        .workflow()
        .automation()
        .map(Automation::alerts)
        .orElse(List.of());
  }

  private static String words(RunId run, Kind kind, String to) {
    return run + " " + kind.word() + " to " + to;
  }

  /** Something is about to be told. */
  void check(Notification notification) {
    RunId run = notification.run();
    String words = words(run, notification.kind(), notification.to());
    if (notification.kind() == Kind.LATE) {
      boolean again = world.store().outbox().find(notification.id()) != null;
      require(again || late.add(words), "%s is told twice", words);
      RunPhase phase = Objects.requireNonNull(world.store().run(run)).summary.phase();
      require(!phase.isEnd(), "%s is told after its end", words);
    } else {
      require(
          world.store().outbox().find(notification.id()) == null,
          "%s is told by an id that was there",
          words);
      told.add(words);
    }
  }

  /** All of a transaction is written. */
  void committed() {
    require(told.equals(expected), "%s was told, and %s is so", told, expected);
  }

  /** A notification is about to move. */
  void check(Delivery next) {
    Notification notification = next.notification();
    Delivery known = world.store().outbox().find(notification.id());
    require(known != null, "%s moves and isn't there", notification.id());
    DeliveryPhase before = Objects.requireNonNull(known).phase();
    require(
        DELIVERY.get(before).contains(next.phase()),
        "%s goes from %s to %s",
        notification.id(),
        before,
        next.phase());
    world.coverage().delivery(before, next.phase());
    if (before == DeliveryPhase.WAITING) {
      comesAgain(known);
    }
    require(
        next.phase() != DeliveryPhase.DELIVERED || world.channels().isTaken(notification.id()),
        "%s is taken for delivered",
        notification.id());
  }

  /**
   * What was refused is taken once more: not before its channel has asked for it, by the time that
   * the recorded answer names, unless clocks are set or a person wants it.
   */
  private void comesAgain(Delivery known) {
    boolean counts = known.attempts() > 0 && !world.clocksAreSet();
    require(
        !counts || world.time().now() >= SimChannels.Answer.earliest(known.answer()),
        "%s comes again before its channel has asked for it",
        known.notification().id());
  }

  /**
   * A server sends a notification. One that has stood still may do so late, unless it has a lease.
   */
  void sent(SimServer server, Notification notification) {
    world.oracle().acts(server);
    Delivery known = world.store().outbox().find(notification.id());
    require(
        known != null && (known.phase() == DeliveryPhase.SENDING || !server.isCurrent()),
        "%s is sent and that isn't recorded",
        notification.id());
  }

  /** A channel takes a notification: those before it of its run have come, or were given up. */
  void taken(Notification notification) {
    for (Delivery other : world.store().outbox().all()) {
      Notification earlier = other.notification();
      if (earlier.id().equals(notification.id())) {
        return;
      }
      require(
          !earlier.run().equals(notification.run())
              || !earlier.to().equals(notification.to())
              || other.phase().isEnd()
              || world.channels().isTaken(earlier.id())
              || world.channels().isTaken(notification.id()),
          "%s comes before %s",
          notification.id(),
          earlier.id());
    }
  }

  /** Everything has been well for long. */
  void end() {
    for (Delivery delivery : world.store().outbox().all()) {
      require(
          delivery.phase() == DeliveryPhase.DELIVERED,
          "%s never comes: it is %s",
          delivery.notification().id(),
          delivery.phase());
    }
  }
}
