package io.trainmaster.trigger;

import io.trainmaster.time.TriggerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** When each trigger is due next, and which of them are due first. */
final class DueTimes {

  private final Map<TriggerId, Due> known = new HashMap<>();
  private final TreeSet<Due> order =
      new TreeSet<>(Comparator.comparing(Due::at).thenComparing(Due::trigger));

  private record Due(Instant at, TriggerId trigger) {}

  /** A trigger is due at another time than it was, or no more. */
  void set(TriggerId trigger, Optional<Instant> next) {
    Due due = next.map(at -> new Due(at, trigger)).orElse(null);
    Due before = due == null ? known.remove(trigger) : known.put(trigger, due);
    if (before != null) {
      order.remove(before);
    }
    if (due != null) {
      order.add(due);
    }
  }

  /** When a trigger is due. */
  Optional<Instant> of(TriggerId trigger) {
    return Optional.ofNullable(known.get(trigger)).map(Due::at);
  }

  /** When the first of them is. */
  Optional<Instant> first() {
    return order.isEmpty() ? Optional.empty() : Optional.of(order.first().at());
  }

  /** Those whose time has come, in its order. */
  List<TriggerId> until(Instant now) {
    if (order.isEmpty() || order.first().at().isAfter(now)) {
      return List.of();
    }
    List<TriggerId> due = new ArrayList<>();
    for (Due one : order) {
      if (one.at().isAfter(now)) {
        break;
      }
      due.add(one.trigger());
    }
    return due;
  }
}
