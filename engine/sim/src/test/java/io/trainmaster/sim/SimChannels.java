package io.trainmaster.sim;

import io.trainmaster.outbox.Notification;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Where people are told: a channel may refuse, take long, or take something and not say so. */
final class SimChannels {

  private final World world;
  private final Set<String> taken = new LinkedHashSet<>();

  SimChannels(World world) {
    this.world = world;
  }

  /** Whether a channel has taken a notification, however often. */
  boolean isTaken(String id) {
    return taken.contains(id);
  }

  /**
   * A server posts a notification.
   *
   * @param answer hears whether it was taken, as far as the sender can know
   */
  void post(SimServer server, Notification told, Consumer<Boolean> answer) {
    world.oracle().outbox().sent(server, told);
    long latency =
        world.strikes(Fault.CHANNEL_SLOW, 3) ? 5_000 + world.below(20_000) : 5 + world.below(50);
    boolean refuses = world.strikes(Fault.CHANNEL_REFUSES, 2);
    boolean unanswered = world.strikes(Fault.CHANNEL_UNANSWERED, 3);
    world
        .time()
        .after(
            latency,
            World.Event.POST,
            () -> {
              if (!refuses) {
                world.oracle().outbox().taken(told);
                taken.add(told.id());
              }
              answer.accept(!refuses && !unanswered);
            });
  }
}
