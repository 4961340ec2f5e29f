package io.trainmaster.sim;

import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.placement.Node;
import io.trainmaster.plan.RunPlan;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.schedule.Decision;
import io.trainmaster.schedule.Effect;
import io.trainmaster.schedule.Input;
import io.trainmaster.schedule.RunProgress;
import io.trainmaster.schedule.Scheduler;
import io.trainmaster.track.AttemptRecord;
import io.trainmaster.track.Change;
import io.trainmaster.track.RunSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A server: the production scheduler, and around it what the engine's loop does. It takes what has
 * arrived, commits what follows, and acts once that is written; meanwhile what arrives waits.
 */
final class SimServer {

  private final World world;
  private final long epoch;
  private final Scheduler scheduler;
  private final Map<RunId, RunProgress> runs = new HashMap<>();
  private final List<Message> inbox = new ArrayList<>();
  private long alarm = Long.MAX_VALUE;
  private boolean busy;
  private boolean gone;
  private boolean paused;

  SimServer(World world, Node node) {
    this.world = world;
    this.epoch = world.store().takeOver();
    this.scheduler = new Scheduler(node, world.store()::nextFence);
  }

  /** What a server is told. */
  sealed interface Message {
    /** Something that happened. */
    record Happened(RunId run, Input input) implements Message {}

    /** Somebody asks for a run. */
    record Submit(RunPlan plan) implements Message {}

    /** Somebody asks that a run that has ended goes on. */
    record Resume(RunId run) implements Message {}
  }

  /** What a step decides on. */
  private static final class Batch {
    private final List<Change> changes = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();
    private final List<Runnable> promises = new ArrayList<>();

    void add(Decision decision) {
      changes.addAll(decision.changes());
      effects.addAll(decision.effects());
    }
  }

  long epoch() {
    return epoch;
  }

  boolean isGone() {
    return gone;
  }

  /** Takes up what the store has. */
  void begin() {
    world.worker().serve(this);
    if (world.has(Bug.FENCES_RESTART)) {
      world.store().restartFences();
    }
    Batch batch = new Batch();
    // What each run has under way takes room, and what is found of it starts others: so all of them
    // are there, and it is known what was under way, before the first goes on.
    Map<RunId, List<AttemptRecord>> underWay = new LinkedHashMap<>();
    for (SimStore.StoredRun run : List.copyOf(world.store().runs())) {
      boolean forgotten = world.has(Bug.RUN_FORGOTTEN) && world.below(4) == 0;
      if (!run.summary.phase().isEnd() && !forgotten) {
        RunId id = run.summary.id();
        RunProgress restored =
            scheduler.restore(world.store().record(run), world.store().planToGoOn(id));
        runs.put(id, restored);
        underWay.put(id, restored.liveAttempts());
        if (world.has(Bug.RUNS_TAKEN_IN_ONE_BY_ONE)) {
          batch.add(scheduler.tick(now()));
        }
      }
    }
    underWay.forEach((run, attempts) -> attempts.forEach(one -> adopt(run, one, batch)));
    batch.add(scheduler.tick(now()));
    perform(batch);
  }

  /** What an attempt left behind, or that it is gone. */
  private void adopt(RunId run, AttemptRecord attempt, Batch batch) {
    SimWorker.Key key = new SimWorker.Key(run, attempt.task(), attempt.number());
    SimWorker.Body body = world.worker().body(key);
    boolean found = body != null && body.outcome != null && body.fence == attempt.fence();
    if (found) {
      batch.add(scheduler.handle(run, body.outcome, now()));
    } else if (world.has(Bug.LIVE_TAKEN_FOR_DONE)) {
      batch.add(
          scheduler.handle(
              run,
              new Input.Succeeded(
                  attempt.task(), attempt.number(), attempt.fence(), Value.ABSENT, List.of(), 0),
              now()));
    } else if (!world.has(Bug.LIVE_FORGOTTEN)) {
      world.worker().kill(this, key);
      batch.add(scheduler.handle(run, new Input.Orphaned(attempt.task(), attempt.number()), now()));
    }
  }

  /** The server's clock, which may be wrong. */
  private Instant now() {
    return Instant.ofEpochMilli(world.time().now() + world.skew());
  }

  void tell(RunId run, Input input) {
    tell(new Message.Happened(run, input));
  }

  void tell(Message message) {
    if (!gone && !(busy && world.has(Bug.INBOX_LOST) && world.below(20) == 0)) {
      inbox.add(message);
      wake(0);
    }
  }

  private void wake(long millis) {
    world.time().after(millis, "wake", this::step);
  }

  private void step() {
    if (gone || busy || paused) {
      return;
    }
    List<Message> messages = List.copyOf(inbox);
    inbox.clear();
    Batch batch = new Batch();
    messages.forEach(message -> take(message, batch));
    batch.add(scheduler.tick(now()));
    perform(batch);
  }

  private void take(Message message, Batch batch) {
    if (message instanceof Message.Happened happened) {
      if (happened.input() instanceof Input.Cancel) {
        promise(batch, Bug.CANCEL_ACKED_EARLY, () -> world.oracle().cancelled(happened.run()));
      }
      if (world.has(Bug.LATE_ARTIFACT_PUBLISHED)
          && happened.input() instanceof Input.Succeeded end) {
        end.artifacts().forEach(one -> batch.changes.add(new Change.ArtifactPublished(one)));
      }
      batch.add(scheduler.handle(happened.run(), meant(happened), now()));
    } else if (message instanceof Message.Submit submit) {
      submit(submit.plan(), batch);
    } else if (message instanceof Message.Resume resume) {
      resume(resume.run(), batch);
    }
  }

  private Input meant(Message.Happened happened) {
    if (world.has(Bug.NO_ATTEMPT_CHECK) && happened.input() instanceof Input.Succeeded end) {
      RunProgress run = runs.get(happened.run());
      if (run != null) {
        for (AttemptRecord attempt : run.liveAttempts()) {
          if (attempt.task().equals(end.task())) {
            return new Input.Succeeded(
                end.task(), attempt.number(), attempt.fence(), end.output(), end.artifacts(), 0);
          }
        }
      }
    }
    return happened.input();
  }

  private void promise(Batch batch, Bug early, Runnable promise) {
    if (world.has(early)) {
      promise.run();
    } else {
      batch.promises.add(promise);
    }
  }

  private void submit(RunPlan plan, Batch batch) {
    RunId id = world.store().newRun(plan);
    RunSummary summary = new RunSummary(id, "w", "", RunPhase.QUEUED, "", now(), Optional.empty());
    batch.changes.add(
        new Change.RunCreated(
            summary,
            new WorkflowVersion("", plan.workflow(), "", ""),
            Map.of(),
            Map.of(),
            plan.taskIds()));
    runs.put(id, scheduler.start(summary, plan));
    promise(batch, Bug.SUBMIT_ACKED_EARLY, () -> world.oracle().submitted(id));
  }

  private void resume(RunId id, Batch batch) {
    SimStore.StoredRun stored = world.store().run(id);
    if (stored != null && stored.summary.phase().isResumable() && !scheduler.isUnderWay(id)) {
      RunProgress run = scheduler.restore(world.store().record(stored), world.store().plan(id));
      runs.put(id, run);
      batch.add(scheduler.resume(run, now()));
      batch.promises.add(() -> world.oracle().resumed(id));
    }
  }

  private void perform(Batch batch) {
    if (world.has(Bug.EFFECT_BEFORE_COMMIT)) {
      batch.effects.forEach(this::carryOut);
      batch.effects.clear();
    }
    if (batch.changes.isEmpty()) {
      done(batch);
      return;
    }
    busy = true;
    world
        .store()
        .commit(
            this,
            batch.changes,
            answer -> {
              if (!gone) {
                answered(answer, batch);
              }
            });
  }

  private void answered(SimStore.Answer answer, Batch batch) {
    if (paused) {
      world.time().after(100, "paused", () -> answered(answer, batch));
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
      done(batch);
    } else if (!gone) {
      // It is not known what is written, so the process ends and begins again from what is.
      world.crash(this);
    }
  }

  private void done(Batch batch) {
    batch.promises.forEach(Runnable::run);
    batch.effects.forEach(this::carryOut);
    if (world.has(Bug.EFFECTS_TWICE)) {
      batch.effects.forEach(this::carryOut);
    }
    if (!inbox.isEmpty()) {
      wake(0);
    }
    setAlarm();
  }

  private void setAlarm() {
    Optional<Instant> next = scheduler.nextAlarm();
    if (next.isPresent() && !world.has(Bug.ALARM_FORGOTTEN)) {
      long at = Math.max(world.time().now() + 1, next.get().toEpochMilli() - world.skew());
      if (at < alarm || alarm <= world.time().now()) {
        alarm = at;
        wake(at - world.time().now());
      }
    }
  }

  private void carryOut(Effect effect) {
    if (effect instanceof Effect.Launch launch) {
      world.worker().launch(this, launch);
    } else if (effect instanceof Effect.Kill kill && !world.has(Bug.KILL_FORGOTTEN)) {
      world.worker().kill(this, new SimWorker.Key(kill.run(), kill.task(), kill.attempt()));
    } else if (effect instanceof Effect.Finish finish) {
      runs.remove(finish.run().id());
      world.oracle().finished(finish.run());
    }
  }

  /** Ends at once; what it knew is lost. */
  void crash() {
    gone = true;
    inbox.clear();
  }

  void pause() {
    paused = true;
  }

  void goOn() {
    paused = false;
    wake(0);
  }
}
