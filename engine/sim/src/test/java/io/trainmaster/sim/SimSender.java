package io.trainmaster.sim;

import io.trainmaster.outbox.Delivery;
import io.trainmaster.outbox.SendingRules;
import io.trainmaster.track.Change;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a server sends of the outbox, in the steps in which the engine's {@code Sender} does. */
final class SimSender {

  /** The longest wait between two attempts, also where a channel asks for more. */
  static final Duration LONGEST = Duration.ofSeconds(30);

  private static final SendingRules RULES =
      new SendingRules(6, Duration.ofDays(1), Duration.ofSeconds(1), LONGEST);

  private static final long POLL_MILLIS = 5_000;

  private final World world;
  private final SimServer server;
  private final @Nullable SimLease lease;
  private final Set<String> busy = new HashSet<>();
  private boolean planned;

  SimSender(World world, SimServer server, @Nullable SimLease lease) {
    this.world = world;
    this.server = server;
    this.lease = lease;
  }

  /** Something may be to be sent. */
  void wake() {
    if (!planned && world.store().outbox().open() > 0) {
      plan(0);
    }
  }

  private void plan(long millis) {
    planned = true;
    world.time().after(millis, World.Event.SEND, this::look);
  }

  private void look() {
    planned = false;
    if (server.isGone()) {
      return;
    }
    if (!server.isPaused()) {
      for (Delivery due : world.store().outbox().due(server.now())) {
        if (busy.add(due.notification().to())) {
          begin(due);
        }
      }
    }
    if (!planned && world.store().outbox().open() > 0) {
      plan(POLL_MILLIS);
    }
  }

  private void begin(Delivery due) {
    Delivery taken = due.taken();
    if (world.has(Bug.SENT_UNRECORDED)) {
      post(taken);
      return;
    }
    commit(
        taken,
        () -> {
          if (lease == null || lease.requireHeld()) {
            post(taken);
          } else {
            world.crash(server);
          }
        });
  }

  private void post(Delivery taken) {
    world
        .channels()
        .post(
            server,
            taken.notification(),
            answer -> {
              if (!server.isGone() && !world.has(Bug.DELIVERED_UNASKED)) {
                answered(taken, answer);
              }
            });
    if (world.has(Bug.DELIVERED_UNASKED)) {
      answered(taken, SimChannels.Answer.TAKEN);
    }
  }

  private void answered(Delivery taken, SimChannels.Answer answer) {
    if (server.isPaused()) {
      world.time().after(100, World.Event.ANSWER, () -> answered(taken, answer));
      return;
    }
    Duration asked = world.has(Bug.PUT_OFF_UNHEARD) ? Duration.ZERO : answer.asked();
    commit(
        answer.taken()
            ? taken.delivered("taken", server.now())
            : taken.failed(answer.said(), asked, RULES, server.now()),
        () -> over(taken));
  }

  private void over(Delivery taken) {
    busy.remove(taken.notification().to());
    wake();
  }

  /** A server that doesn't know what is written ends and begins again from what is. */
  private void commit(Delivery next, Runnable written) {
    world
        .store()
        .commit(
            server,
            List.of(new Change.DeliveryChanged(next)),
            server.now(),
            answer -> {
              if (server.isGone()) {
                return;
              } else if (answer == SimStore.Answer.WRITTEN) {
                whenAwake(written);
              } else {
                world.crash(server);
              }
            });
  }

  private void whenAwake(Runnable written) {
    if (server.isGone()) {
      return;
    } else if (server.isPaused()) {
      world.time().after(100, World.Event.ANSWER, () -> whenAwake(written));
    } else {
      written.run();
    }
  }
}
