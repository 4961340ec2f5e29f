package io.trainmaster.sim;

import io.trainmaster.run.RunId;
import io.trainmaster.schedule.Input;
import io.trainmaster.time.TriggerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Those who ask for runs and stop them, and make schedules count, rest and go back over. */
final class People {

  /** How often something is asked about a workflow's schedules. */
  private static final int REQUESTS = 6;

  /** How often something happens that a workflow runs on. */
  private static final int HAPPENINGS = 12;

  private final World world;
  private final Stories stories;

  People(World world, Stories stories) {
    this.world = world;
    this.stories = stories;
  }

  /** Plans what is asked for while things go wrong. */
  void ask(int runs, long chaosMillis) {
    int most = (int) Math.max(1, chaosMillis);
    for (int i = 0; i < runs; i++) {
      var plan = stories.plan();
      at(world.below(Math.max(1, most / 2)), leader -> leader.submit(plan));
    }
    for (Catalogue.Scheduled workflow : world.catalogue().workflows()) {
      int first = world.below(Math.max(1, most / 10));
      at(first, leader -> leader.tell(new Message.Activate(workflow, 0)));
      for (int i = 0; i < REQUESTS; i++) {
        at(first + world.below(most), leader -> request(workflow, leader));
      }
    }
    for (Catalogue.Scheduled workflow : world.catalogue().eventful()) {
      int first = world.below(Math.max(1, most / 10));
      at(first, leader -> leader.tell(new Message.Activate(workflow, 0)));
      for (int i = 0; i < REQUESTS; i++) {
        at(first + world.below(most), leader -> requestOfEvent(workflow, leader));
      }
      for (int i = 0; i < HAPPENINGS; i++) {
        happen(world.below(most));
      }
    }
    for (int i = 0; i < runs + 2 * world.catalogue().workflows().size(); i++) {
      at(world.below(most), this::command);
    }
  }

  /** The file is written, and perhaps soon again; or a hook is called, and perhaps once more. */
  private void happen(long millis) {
    if (world.below(2) == 0) {
      for (int i = world.below(3); i >= 0; i--) {
        world.time().after(millis + 3_000L * i, World.Event.ASK, world::write);
      }
      return;
    }
    String key = world.nextCall();
    for (int i = world.below(3); i >= 0; i--) {
      long again = world.below(2) == 0 ? 0 : world.below(30_000);
      at(millis + again, leader -> leader.tell(new Message.Called(Catalogue.HOOK, key)));
    }
  }

  /** Somebody asks for something to be done about a workflow that runs on events. */
  private void requestOfEvent(Catalogue.Scheduled workflow, SimServer leader) {
    TriggerId trigger =
        new TriggerId(
            workflow.name()
                + (world.below(2) == 0 ? "/data:" + Catalogue.FILE : "/webhook:" + Catalogue.HOOK));
    switch (world.below(6)) {
      case 0, 1 ->
          leader.tell(new Message.Activate(workflow, world.below(workflow.versions().size())));
      case 2 -> leader.tell(new Message.Activate(workflow, -1));
      case 3 -> leader.tell(new Message.Pause(trigger, true));
      default -> leader.tell(new Message.Pause(trigger, false));
    }
  }

  private void at(long millis, Consumer<SimServer> asked) {
    world
        .time()
        .after(
            millis,
            World.Event.ASK,
            () -> {
              SimServer leader = world.server();
              if (leader != null) {
                asked.accept(leader);
              }
            });
  }

  /** Somebody asks for something to be done about a run. */
  private void command(SimServer leader) {
    List<SimStore.StoredRun> runs = new ArrayList<>(world.store().runs());
    if (runs.isEmpty()) {
      return;
    }
    RunId run = runs.get(world.below(runs.size())).summary.id();
    if (world.below(2) == 0) {
      leader.tell(run, new Input.Cancel(world.below(4) == 0));
    } else if (world.below(3) == 0) {
      leader.tell(new Message.Revise(run, world.edited(world.store().plan(run).workflow())));
    } else {
      leader.tell(new Message.Resume(run));
    }
  }

  /** Somebody asks for something to be done about a workflow's schedules. */
  private void request(Catalogue.Scheduled workflow, SimServer leader) {
    TriggerId trigger = workflow.trigger(1 + world.below(2));
    switch (world.below(8)) {
      case 0, 1 ->
          leader.tell(new Message.Activate(workflow, world.below(workflow.versions().size())));
      case 2 -> leader.tell(new Message.Activate(workflow, -1));
      case 3 -> leader.tell(new Message.Pause(trigger, true));
      case 4, 5 -> leader.tell(new Message.Pause(trigger, false));
      default -> {
        for (int i = world.below(2); i >= 0; i--) {
          leader.tell(backfill(trigger));
        }
      }
    }
  }

  private Message.Backfilled backfill(TriggerId trigger) {
    Instant until = world.now().minus(Duration.ofMinutes(world.below(20)));
    return new Message.Backfilled(
        trigger,
        until.minusSeconds(1 + world.below(600)),
        until,
        world.below(2) == 0,
        1 + world.below(4));
  }
}
