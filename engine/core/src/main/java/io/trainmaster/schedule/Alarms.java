package io.trainmaster.schedule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/** The times at which tasks are to be looked at although nothing happens. */
final class Alarms {

  private final PriorityQueue<Alarm> alarms =
      new PriorityQueue<>(Comparator.comparing(Alarm::at).thenComparing(Alarm::slot));

  private record Alarm(Instant at, TaskSlot slot) {}

  void set(Instant at, TaskSlot slot) {
    alarms.add(new Alarm(at, slot));
  }

  /** The next of them. */
  Optional<Instant> next() {
    return Optional.ofNullable(alarms.peek()).map(Alarm::at);
  }

  /** Those whose time has come; they are forgotten. */
  List<TaskSlot> due(Instant now) {
    if (alarms.isEmpty() || alarms.peek().at().isAfter(now)) {
      return List.of();
    }
    List<TaskSlot> due = new ArrayList<>();
    while (!alarms.isEmpty() && !alarms.peek().at().isAfter(now)) {
      due.add(alarms.remove().slot());
    }
    return due;
  }
}
