package io.trainmaster.sim;

import io.trainmaster.time.TriggerId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** What is to wake a server when a trigger is due, and does it early, late, twice or never. */
final class SimAlarm {

  private static final int LATEST_MILLIS = 90_000;

  private final World world;
  private final SimServer server;
  private final Map<TriggerId, Long> current = new HashMap<>();
  private long last;

  SimAlarm(World world, SimServer server) {
    this.world = world;
    this.server = server;
  }

  /** Wakes at an instant, and no longer at the one before. */
  void set(TriggerId trigger, Instant at) {
    long number = ++last;
    current.put(trigger, number);
    if (world.strikes(Fault.ALARM_LOST, 6)) {
      return;
    }
    long delay = Math.max(0, at.toEpochMilli() - server.now().toEpochMilli()) + 3;
    if (world.strikes(Fault.ALARM_EARLY, 6)) {
      delay = world.below((int) Math.min(delay, Integer.MAX_VALUE));
    } else if (world.strikes(Fault.ALARM_LATE, 6)) {
      delay += world.below(LATEST_MILLIS);
    }
    if (world.strikes(Fault.ALARM_TWICE, 6)) {
      goOff(trigger, number, delay + world.below(2_000));
    }
    goOff(trigger, number, delay);
  }

  private void goOff(TriggerId trigger, long number, long delay) {
    if (delay > world.longestWait()) {
      return;
    }
    world
        .time()
        .after(
            delay,
            World.Event.ALARM,
            () -> {
              if (current.getOrDefault(trigger, 0L) == number || world.has(Bug.PAUSE_IGNORED)) {
                server.tell(new Message.Due(trigger));
              }
            });
  }

  void clear(TriggerId trigger) {
    current.remove(trigger);
  }
}
