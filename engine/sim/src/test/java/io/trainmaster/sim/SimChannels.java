package io.trainmaster.sim;

import io.trainmaster.outbox.Notification;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Where people are told: a channel may refuse, take long, or take something and not say so. */
final class SimChannels {

  /**
   * What a channel says.
   *
   * @param taken whether it has taken what was sent
   * @param asked for how long it asks to be left alone
   * @param until when that is over, in the story's time
   */
  record Answer(boolean taken, Duration asked, long until) {

    private static final String UNTIL = "not before ";

    /** It has taken it. */
    static final Answer TAKEN = new Answer(true, Duration.ZERO, 0);

    /** The words that are recorded. */
    String said() {
      return until == 0 ? "not taken" : UNTIL + until;
    }

    /** When, by the words that are recorded, it may be sent again. */
    static long earliest(String said) {
      return said.startsWith(UNTIL) ? Long.parseLong(said.substring(UNTIL.length())) : 0;
    }
  }

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
   * @param answer hears what the channel says, as far as the sender can know
   */
  void post(SimServer server, Notification told, Consumer<Answer> answer) {
    world.oracle().outbox().sent(server, told);
    long latency =
        world.strikes(Fault.CHANNEL_SLOW, 3) ? 5_000 + world.below(20_000) : 5 + world.below(50);
    boolean refuses = world.strikes(Fault.CHANNEL_REFUSES, 2);
    Duration asked =
        world.strikes(Fault.CHANNEL_PUTS_OFF, 3)
            ? Duration.ofMillis(1_000 + world.below(60_000))
            : Duration.ZERO;
    boolean isRefused = refuses || !asked.isZero();
    boolean unanswered = world.strikes(Fault.CHANNEL_UNANSWERED, 3);
    world
        .time()
        .after(
            latency,
            World.Event.POST,
            () -> {
              if (!isRefused) {
                world.oracle().outbox().taken(told);
                taken.add(told.id());
              }
              answer.accept(isRefused || unanswered ? refused(asked) : Answer.TAKEN);
            });
  }

  private Answer refused(Duration asked) {
    long granted = Math.min(asked.toMillis(), SimSender.LONGEST.toMillis());
    return new Answer(false, asked, granted == 0 ? 0 : world.time().now() + granted);
  }
}
