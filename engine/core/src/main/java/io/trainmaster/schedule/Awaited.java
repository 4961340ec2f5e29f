package io.trainmaster.schedule;

import io.trainmaster.run.RunId;
import io.trainmaster.track.RunSummary;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/** The runs that are to begin by a time, and of which somebody wants to know if they don't. */
final class Awaited {

  private final PriorityQueue<Run> queue =
      new PriorityQueue<>(
          Comparator.comparing(Run::by).thenComparing(run -> run.run().id().value()));
  private final Map<RunId, Run> runs = new HashMap<>();

  private record Run(RunSummary run, RunAlerts alerts, Instant by) {}

  void add(RunSummary run, RunAlerts alerts, Instant by) {
    Run awaited = new Run(run, alerts, by);
    if (runs.putIfAbsent(run.id(), awaited) == null) {
      queue.add(awaited);
    }
  }

  /** A run has begun, or never does. */
  void remove(RunId run) {
    Run awaited = runs.remove(run);
    if (awaited != null) {
      queue.remove(awaited);
    }
  }

  Optional<Instant> next() {
    return Optional.ofNullable(queue.peek()).map(Run::by);
  }

  /** Tells of those that are late. */
  void settle(Instant now) {
    while (!queue.isEmpty() && !queue.peek().by().isAfter(now)) {
      Run late = queue.remove();
      runs.remove(late.run().id());
      late.alerts().late(late.run(), "It was to have begun by " + late.by() + ".", now);
    }
  }
}
