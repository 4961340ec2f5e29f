package io.trainmaster.sim;

import io.trainmaster.placement.SharedLimits;
import io.trainmaster.plan.RunPlan;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.schedule.Effect;
import io.trainmaster.schedule.Input;
import io.trainmaster.schedule.Scheduler;
import io.trainmaster.track.Change;
import io.trainmaster.track.RunSummary;
import io.trainmaster.trigger.RunQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A server's process: what decides in the engine, and around it what the engine's loop does. It
 * takes what has arrived, commits what follows, and acts once that is written; meanwhile what
 * arrives waits.
 */
final class SimServer {

  private static final long LONGEST_WAIT_MILLIS = 30_000;
  private static final Duration FOR_GOOD = Duration.ofDays(100);

  private final World world;
  private final String owner;
  private final SimNames names;
  private final SimRuns runs;
  private final SimTriggers triggers;
  private final @Nullable SimLease lease;
  private final SimSender sender;
  private List<Message> inbox = new ArrayList<>();
  private long epoch;
  private long alarm = Long.MAX_VALUE;
  private boolean busy;
  private boolean gone;
  private boolean paused;
  private boolean stopping;

  /**
   * @param alone whether nobody else can lead; else it waits until nobody's lease runs
   */
  SimServer(World world, boolean alone) {
    this.world = world;
    this.owner = "process " + world.nextProcess();
    this.names = new SimNames(world.store());
    Scheduler scheduler =
        new Scheduler(
            world.nodes(),
            new SharedLimits(world.limits()),
            world.store()::nextFence,
            "",
            world.store().past());
    RunQueue queue = new RunQueue(world.limit() + (world.has(Bug.LIMIT_OFF_BY_ONE) ? 1 : 0));
    this.runs = new SimRuns(world, this, scheduler, queue, names);
    this.triggers = new SimTriggers(world, this, runs, queue, names);
    this.lease = alone ? null : new SimLease(world, this);
    this.sender = new SimSender(world, this, lease);
  }

  /** Begins at once, whoever led before. */
  void takeOver() {
    lead(world.store().leadership().takeOver(owner(), FOR_GOOD));
  }

  /** Waits until nobody else leads. */
  void standBy() {
    if (lease != null) {
      lease.ask();
    }
  }

  /** The name of this process. */
  String owner() {
    return owner;
  }

  long epoch() {
    return epoch;
  }

  boolean isGone() {
    return gone;
  }

  boolean isPaused() {
    return paused;
  }

  /** It leads from now on, and takes up what the store has. */
  void lead(long given) {
    epoch = given;
    world.leads(this);
    if (world.has(Bug.FENCES_RESTART)) {
      world.store().restartFences();
    }
    tell(new Message.Recovered());
    tell(new Message.Opened());
    sender.wake();
  }

  /** Something may be to be sent. */
  void wakeSender() {
    sender.wake();
  }

  /** The server's clock, which may be wrong. */
  Instant now() {
    return world.now().plusMillis(world.skew());
  }

  void tell(RunId run, Input input) {
    tell(new Message.Happened(run, input));
  }

  void tell(Message message) {
    if (!gone && !(busy && world.has(Bug.INBOX_LOST) && world.below(20) == 0)) {
      inbox.add(message);
      if (!busy && !paused) {
        wake(0);
      }
    }
  }

  /** Somebody asks for a run: it is recorded before the loop hears of it. */
  void submit(RunPlan plan) {
    RunId id = names.name(plan.workflow().name());
    world.store().plan(id, plan);
    RunSummary run = new RunSummary(id, "w", "", RunPhase.QUEUED, "", now(), Optional.empty());
    List<Change> created =
        List.of(
            new Change.RunCreated(
                run, SimRuns.unnamed(plan.workflow()), Map.of(), Map.of(), plan.taskIds()));
    if (world.has(Bug.SUBMIT_ACKED_EARLY)) {
      world.oracle().submitted(id);
    }
    world
        .store()
        .commit(
            this,
            created,
            now(),
            answer -> {
              if (gone) {
                return;
              } else if (answer == SimStore.Answer.WRITTEN
                  || world.has(Bug.FAILED_COMMIT_IGNORED)) {
                world.oracle().submitted(id);
                tell(new Message.Queued(run, plan));
              } else {
                // Nothing more is written by a store that doesn't know what it holds.
                world.crash(this);
              }
            });
  }

  private void wake(long millis) {
    world.time().after(millis, World.Event.WAKE, this::step);
  }

  private void step() {
    if (gone || busy || paused || epoch == 0) {
      return;
    }
    List<Message> messages = inbox;
    inbox = new ArrayList<>();
    SimBatch batch = new SimBatch(now());
    messages.forEach(message -> take(message, batch));
    triggers.settle(batch);
    runs.settle(batch);
    perform(batch);
  }

  private void take(Message message, SimBatch batch) {
    if (!runs.take(message, batch)) {
      triggers.take(message, batch);
    }
  }

  /** Somebody is told of something once it is durable. */
  void promise(SimBatch batch, Bug early, Runnable promise) {
    if (world.has(early)) {
      promise.run();
    } else {
      batch.promises.add(promise);
    }
  }

  private void perform(SimBatch batch) {
    if (world.has(Bug.EFFECT_BEFORE_COMMIT)) {
      batch.effects.forEach(this::carryOut);
      batch.effects.clear();
    }
    if (batch.changes.isEmpty()) {
      done(batch, isCurrent());
      return;
    }
    busy = true;
    world
        .store()
        .commit(
            this,
            batch.changes,
            batch.now,
            answer -> {
              if (!gone) {
                answered(answer, batch);
              }
            });
  }

  private void answered(SimStore.Answer answer, SimBatch batch) {
    if (world.strikes(Fault.SERVER_PAUSES, world.isLeased() ? 60 : 200)) {
      world.pause(this);
    }
    if (paused) {
      world.time().after(100, World.Event.ANSWER, () -> answered(answer, batch));
      return;
    }
    boolean ignored =
        answer == SimStore.Answer.FENCED
            ? world.has(Bug.REPLACEMENT_IGNORED)
            : world.has(Bug.FAILED_COMMIT_IGNORED) || world.has(Bug.FAILED_COMMIT_DROPPED);
    if (answer == SimStore.Answer.WRITTEN || ignored) {
      busy = false;
      if (world.has(Bug.FAILED_COMMIT_DROPPED) && answer == SimStore.Answer.FAILED) {
        batch.effects.clear();
      }
      // What one that stood still was told may have changed since.
      done(batch, answer != SimStore.Answer.WRITTEN || isCurrent());
    } else if (!gone) {
      if (answer == SimStore.Answer.FENCED && lease != null) {
        lease.refused();
      }
      // It is not known what is written, so the process ends and begins again from what is.
      world.crash(this);
    }
  }

  private void done(SimBatch batch, boolean promises) {
    if (promises) {
      batch.promises.forEach(Runnable::run);
    }
    if (!batch.effects.isEmpty() && lease != null && !lease.requireHeld()) {
      world.crash(this);
      return;
    }
    batch.effects.forEach(this::carryOut);
    sender.wake();
    if (world.has(Bug.EFFECTS_TWICE)) {
      batch.effects.forEach(this::carryOut);
    }
    if (stopping) {
      if (lease != null) {
        lease.release();
      }
      world.crash(this);
    } else {
      if (!inbox.isEmpty()) {
        wake(0);
      }
      setAlarm();
    }
  }

  /** Whether no other has led since. */
  boolean isCurrent() {
    return epoch == world.store().leadership().epoch();
  }

  private void setAlarm() {
    if (world.has(Bug.ALARM_FORGOTTEN)) {
      return;
    }
    Optional<Instant> run = runs.nextAlarm();
    Optional<Instant> trigger = triggers.nextLook();
    Instant next =
        run.isEmpty() || trigger.isPresent() && trigger.get().isBefore(run.get())
            ? trigger.orElse(null)
            : run.get();
    if (next != null) {
      long longest = world.has(Bug.CLOCK_TRUSTED) ? Long.MAX_VALUE : LONGEST_WAIT_MILLIS;
      long wait = Math.min(longest, next.toEpochMilli() - now().toEpochMilli());
      long at = world.time().now() + Math.max(1, wait);
      if (at < alarm || alarm <= world.time().now()) {
        alarm = at;
        wake(at - world.time().now());
      }
    }
  }

  private void carryOut(Effect effect) {
    if (effect instanceof Effect.Launch launch) {
      world.worker().launch(this, launch);
    } else if (effect instanceof Effect.LookUp ask) {
      world.store().calls().lookUp(this, ask);
    } else if (effect instanceof Effect.Kill kill && !world.has(Bug.KILL_FORGOTTEN)) {
      world.worker().kill(this, new SimWorker.Key(kill.run(), kill.task(), kill.attempt()));
    } else if (effect instanceof Effect.Finish finish) {
      runs.remove(finish.run().id());
      if (isCurrent()) {
        world.oracle().finished(finish.run());
      }
    }
  }

  /** Ends at once; what it knew is lost. */
  void crash() {
    gone = true;
    inbox.clear();
  }

  /** Ends after its next step. */
  void stop() {
    stopping = true;
    if (!busy) {
      wake(0);
    }
  }

  void pause() {
    paused = true;
  }

  void goOn() {
    paused = false;
    wake(0);
  }
}
