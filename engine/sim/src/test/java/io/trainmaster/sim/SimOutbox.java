package io.trainmaster.sim;

import io.trainmaster.outbox.Delivery;
import io.trainmaster.outbox.DeliveryPhase;
import io.trainmaster.outbox.Notification;
import io.trainmaster.run.RunPhase;
import io.trainmaster.track.RunSummary;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What people are told, as it was written, and how the runs of workflows ended. */
final class SimOutbox {

  private final World world;
  private final Map<String, Delivery> deliveries = new LinkedHashMap<>();
  private final Map<String, RunPhase> outcomes = new HashMap<>();
  private int open;

  SimOutbox(World world) {
    this.world = world;
  }

  void add(Notification told) {
    if (deliveries.putIfAbsent(told.id(), Delivery.of(told)) == null) {
      open++;
    }
  }

  void change(Delivery delivery) {
    Delivery before = deliveries.put(delivery.notification().id(), delivery);
    open += isOpen(delivery) ? 1 : 0;
    open -= before != null && isOpen(before) ? 1 : 0;
  }

  private static boolean isOpen(Delivery delivery) {
    return !delivery.phase().isEnd();
  }

  void ended(RunSummary run) {
    if (run.phase() == RunPhase.SUCCEEDED || run.phase() == RunPhase.FAILED) {
      outcomes.put(run.workflow(), run.phase());
    }
  }

  Optional<RunPhase> lastOutcome(String workflow) {
    return world.has(Bug.OUTCOME_FORGOTTEN)
        ? Optional.empty()
        : Optional.ofNullable(outcomes.get(workflow));
  }

  @Nullable Delivery find(String id) {
    return deliveries.get(id);
  }

  Collection<Delivery> all() {
    return deliveries.values();
  }

  /** How many wait or are being sent. */
  int open() {
    return open;
  }

  /** For each channel the first that may be sent, as the store's query has it. */
  List<Delivery> due(Instant now) {
    Set<String> lines = new LinkedHashSet<>();
    Map<String, Delivery> first = new LinkedHashMap<>();
    for (Delivery one : deliveries.values()) {
      if (isOpen(one)) {
        Notification told = one.notification();
        boolean next = lines.add(told.run() + " " + told.to());
        boolean forgotten =
            world.has(Bug.SENDING_FORGOTTEN) && one.phase() == DeliveryPhase.SENDING;
        if ((next || world.has(Bug.SENT_OUT_OF_ORDER)) && !one.dueAt().isAfter(now) && !forgotten) {
          first.putIfAbsent(told.to(), one);
        }
      }
    }
    return List.copyOf(first.values());
  }

  /** Somebody lets everything be tried anew that was given up. */
  void tryAgain(Instant now) {
    for (Delivery delivery : List.copyOf(deliveries.values())) {
      delivery
          .triedAgain(now)
          .ifPresent(
              anew -> {
                world.oracle().outbox().check(anew);
                change(anew);
              });
    }
  }
}
