package io.trainmaster.sim;

import io.trainmaster.time.TriggerId;
import io.trainmaster.trigger.Cause;
import io.trainmaster.trigger.EventState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is durable of events. */
final class SimCauses {

  private final World world;
  private final Map<TriggerId, EventState> states = new LinkedHashMap<>();
  private final Map<TriggerId, Map<String, Cause>> causes = new HashMap<>();

  SimCauses(World world) {
    this.world = world;
  }

  /** Every event's trigger that was ever active. */
  List<EventState> states() {
    List<EventState> all = new ArrayList<>(states.values());
    if (world.has(Bug.WAITING_FORGOTTEN) || world.has(Bug.COOLDOWN_FORGOTTEN)) {
      all.replaceAll(this::forgetful);
    }
    return all;
  }

  private EventState forgetful(EventState state) {
    return new EventState(
        state.id(),
        state.paused(),
        state.seen(),
        state.changes(),
        state.covered(),
        state.noticed(),
        world.has(Bug.COOLDOWN_FORGOTTEN) ? Optional.empty() : state.ran(),
        world.has(Bug.WAITING_FORGOTTEN) ? Optional.empty() : state.waiting());
  }

  @Nullable EventState state(TriggerId trigger) {
    return states.get(trigger);
  }

  @Nullable Cause cause(TriggerId trigger, String key) {
    return causes.getOrDefault(trigger, Map.of()).get(key);
  }

  void change(EventState state) {
    states.put(state.id(), state);
  }

  void note(Cause cause) {
    causes.computeIfAbsent(cause.trigger(), key -> new HashMap<>()).put(cause.key(), cause);
  }
}
