package io.trainmaster.sim;

import io.trainmaster.model.TaskId;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.plan.RunPlan;
import io.trainmaster.run.Machines;
import io.trainmaster.run.RunEvent;
import io.trainmaster.run.RunId;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.schedule.Decision;
import io.trainmaster.schedule.Effect;
import io.trainmaster.schedule.Input;
import io.trainmaster.schedule.Revision;
import io.trainmaster.schedule.RunProgress;
import io.trainmaster.schedule.Scheduler;
import io.trainmaster.time.Misfires;
import io.trainmaster.time.Occurrence;
import io.trainmaster.track.AttemptRecord;
import io.trainmaster.track.Caller;
import io.trainmaster.track.Change;
import io.trainmaster.track.RunRecord;
import io.trainmaster.track.RunSummary;
import io.trainmaster.track.TaskRecord;
import io.trainmaster.trigger.RunQueue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a server decides about runs, in the order in which the engine's {@code RunDesk} does. */
final class SimRuns {

  private final World world;
  private final SimServer server;
  private final Scheduler scheduler;
  private final RunQueue queue;
  private final Map<RunId, Live> runs = new HashMap<>();
  private final SimCalled called;

  SimRuns(World world, SimServer server, Scheduler scheduler, RunQueue queue, SimNames names) {
    this.world = world;
    this.server = server;
    this.scheduler = scheduler;
    this.queue = queue;
    this.called = new SimCalled(world, names);
  }

  /** A run that waits or is under way. */
  private static final class Live {
    final RunSummary created;
    final Optional<Occurrence.Key> occurrence;
    final RunPlan plan;
    @Nullable RunProgress progress;

    Live(RunSummary created, Optional<Occurrence.Key> occurrence, RunPlan plan) {
      this.created = created;
      this.occurrence = occurrence;
      this.plan = plan;
    }

    RunId id() {
      return created.id();
    }

    RunProgress progress() {
      return Objects.requireNonNull(progress);
    }
  }

  /** The version of a graph that nobody looks for by its hash. */
  static WorkflowVersion unnamed(WorkflowGraph graph) {
    return new WorkflowVersion("", graph, "", "");
  }

  Optional<Instant> nextAlarm() {
    return scheduler.nextAlarm();
  }

  /** Takes what is about runs; false where it isn't. */
  boolean take(Message message, SimBatch batch) {
    if (message instanceof Message.Happened happened) {
      happened(happened, batch);
    } else if (message instanceof Message.Queued queued) {
      enqueue(queued.run(), Optional.empty(), queued.plan());
      world.oracle().lanes().heard(queued.run().id());
    } else if (message instanceof Message.Resume resume) {
      resume(resume.run(), batch);
    } else if (message instanceof Message.Revise revise) {
      revise(revise.run(), revise.edited(), batch);
    } else if (message instanceof Message.Recovered) {
      recover(batch);
    } else {
      return false;
    }
    return true;
  }

  private void happened(Message.Happened message, SimBatch batch) {
    RunId run = message.run();
    if (message.input() instanceof Input.Cancel && runs.containsKey(run)) {
      server.promise(batch, Bug.CANCEL_ACKED_EARLY, () -> world.oracle().cancelled(run));
      if (queue.isWaiting(run)) {
        cancel(run, batch);
        return;
      }
    }
    if (world.has(Bug.LATE_ARTIFACT_PUBLISHED) && message.input() instanceof Input.Succeeded end) {
      end.artifacts().forEach(one -> batch.changes.add(new Change.ArtifactPublished(one)));
    }
    add(scheduler.handle(run, meant(message), batch.now), batch);
  }

  private Input meant(Message.Happened happened) {
    Live run = runs.get(happened.run());
    if (world.has(Bug.NO_ATTEMPT_CHECK)
        && happened.input() instanceof Input.Succeeded end
        && run != null
        && run.progress != null) {
      for (AttemptRecord attempt : run.progress.liveAttempts()) {
        if (attempt.task().equals(end.task())) {
          return new Input.Succeeded(
              end.task(), attempt.number(), attempt.fence(), end.output(), end.artifacts(), 0);
        }
      }
    }
    return happened.input();
  }

  /** Stops a run; one that waits ends at once. */
  void cancel(RunId id, SimBatch batch) {
    boolean waiting = queue.isWaiting(id);
    if (waiting) {
      queue.remove(id);
      start(Objects.requireNonNull(runs.get(id)), batch);
    }
    add(scheduler.handle(id, new Input.Cancel(waiting), batch.now), batch);
  }

  /** Takes in a run that waits for its turn. */
  void enqueue(RunSummary run, Optional<Occurrence.Key> occurrence, RunPlan plan) {
    runs.put(run.id(), new Live(run, occurrence, plan));
    queue.add(run.id(), occurrence, run.options().priority());
    occurrence
        .filter(key -> key.trigger().belongsToSchedule() && key.generation() == 0)
        .ifPresent(
            key -> scheduler.await(run, plan.workflow(), key.nominal().plus(Misfires.GRACE)));
  }

  private void resume(RunId id, SimBatch batch) {
    SimStore.StoredRun stored = world.store().run(id);
    if (runs.containsKey(id)
        || stored == null
        || stored.summary.phase().isEnd() && !stored.summary.phase().isResumable()) {
      return;
    }
    Live run = new Live(stored.summary, stored.reason, world.store().plan(id));
    restore(run, stored);
    takeUp(run, run.progress().liveAttempts(), batch);
    if (run.progress().run().phase().isResumable()) {
      batch.effects.removeIf(
          effect -> effect instanceof Effect.Finish finish && finish.run().id().equals(id));
      enter(run);
      batch.promises.add(() -> world.oracle().resumed(id));
      add(scheduler.resume(run.progress(), batch.now), batch);
    }
  }

  private void revise(RunId id, WorkflowGraph edited, SimBatch batch) {
    SimStore.StoredRun stored = world.store().run(id);
    if (runs.containsKey(id) || stored == null || !stored.summary.phase().isResumable()) {
      return;
    }
    RunPlan before = world.store().plan(id);
    RunPlan after = RunPlan.of(edited, Map.of(), before.bounds());
    RunRecord record = world.store().record(stored);
    Revision revision = meant(Revision.of(record, before, after), record);
    Live run = new Live(stored.summary, stored.reason, after);
    enter(run);
    run.progress = scheduler.revise(record, revision, unnamed(edited), batch.now);
    batch.promises.add(() -> world.oracle().resumed(id));
    add(scheduler.tick(batch.now), batch);
  }

  private Revision meant(Revision revision, RunRecord record) {
    if (world.has(Bug.EDIT_KEEPS_NOTHING)) {
      return new Revision(revision.plan(), Set.of(), revision.again(), revision.dropped());
    } else if (world.has(Bug.EDIT_KEEPS_TOO_MUCH)) {
      Set<TaskId> kept = new LinkedHashSet<>(revision.plan().taskIds());
      kept.retainAll(
          record.tasks().stream()
              .filter(task -> task.phase() == TaskPhase.SUCCEEDED)
              .map(TaskRecord::id)
              .toList());
      return new Revision(revision.plan(), kept, Map.of(), revision.dropped());
    }
    return revision;
  }

  private void recover(SimBatch batch) {
    // What each run has under way takes room, and what is found of it starts others: so all of them
    // are there, and it is known what was under way, before the first goes on.
    Map<Live, List<AttemptRecord>> underWay = new LinkedHashMap<>();
    for (SimStore.StoredRun stored : left()) {
      RunSummary summary = stored.summary;
      RunPlan plan = world.store().planToGoOn(summary.id());
      Optional<Occurrence.Key> reason =
          world.has(Bug.LANE_FORGOTTEN) ? Optional.empty() : stored.reason;
      if (Machines.RUN.next(summary.phase(), RunEvent.BEGIN).isPresent()) {
        enqueue(summary, reason, plan);
      } else {
        Live run = new Live(summary, reason, plan);
        restore(run, stored);
        underWay.put(run, run.progress().liveAttempts());
        if (world.has(Bug.RUNS_TAKEN_IN_ONE_BY_ONE)) {
          add(scheduler.tick(batch.now), batch);
        }
      }
    }
    underWay.forEach(
        (run, attempts) ->
            takeUp(
                run,
                world.has(Bug.ADOPTED_AS_THEY_STAND) ? run.progress().liveAttempts() : attempts,
                batch));
  }

  private List<SimStore.StoredRun> left() {
    List<SimStore.StoredRun> left = new ArrayList<>();
    for (SimStore.StoredRun run : world.store().runs()) {
      boolean forgotten = world.has(Bug.RUN_FORGOTTEN) && world.below(4) == 0;
      if (!run.summary.phase().isEnd() && !forgotten) {
        left.add(run);
      }
    }
    if (world.has(Bug.QUEUE_REVERSED)) {
      Collections.reverse(left);
    }
    return left;
  }

  private void restore(Live run, SimStore.StoredRun stored) {
    enter(run);
    run.progress = scheduler.restore(world.store().record(stored), run.plan);
  }

  private void enter(Live run) {
    runs.put(run.id(), run);
    called.add(run.created);
    boolean own = run.created.caller().isEmpty();
    if (own && !queue.contains(run.id()) && !world.has(Bug.LIMIT_FORGOTTEN)) {
      queue.begun(run.id(), run.occurrence);
    }
  }

  private void takeUp(Live run, List<AttemptRecord> attempts, SimBatch batch) {
    for (AttemptRecord attempt : attempts) {
      if (run.progress().isCall(attempt.task())) {
        takeUpCalled(SimCalled.caller(run.id(), attempt), batch);
      } else {
        adopt(run, attempt, batch);
      }
    }
  }

  /** All that was under way is taken up, so that what a task made goes on or has ended. */
  private void takeUpCalled(Caller caller, SimBatch batch) {
    boolean again = world.has(Bug.CALLED_AGAIN);
    if (called.find(caller).isPresent() && !again) {
      return;
    }
    Input end =
        world
            .oracle()
            .called()
            .madeBy(caller)
            .filter(run -> !again)
            .map(run -> Objects.requireNonNull(world.store().run(run)).summary)
            .map(run -> SimCalled.end(caller, run))
            .orElseGet(() -> new Input.Orphaned(caller.task(), caller.attempt()));
    add(scheduler.handle(caller.run(), end, batch.now), batch);
  }

  /** Listens to a body that goes on; else takes what it left behind, or that it is gone. */
  private void adopt(Live run, AttemptRecord attempt, SimBatch batch) {
    SimWorker.Key key = new SimWorker.Key(run.id(), attempt.task(), attempt.number());
    Input found = world.worker().adopt(server, key, attempt.fence());
    if (world.has(Bug.LIVE_TAKEN_FOR_DONE) && !(found instanceof Input.Succeeded)) {
      found =
          new Input.Succeeded(
              attempt.task(), attempt.number(), attempt.fence(), Value.ABSENT, List.of(), 0);
    } else if (found == null && run.progress().isStopping(attempt.task())) {
      batch.promises.add(() -> world.worker().kill(server, key));
    }
    if (found != null && !(found instanceof Input.Orphaned && world.has(Bug.LIVE_FORGOTTEN))) {
      add(scheduler.handle(run.id(), found, batch.now), batch);
    }
  }

  /** Begins what may begin, and sees what is due, until nothing more follows. */
  void settle(SimBatch batch) {
    add(scheduler.tick(batch.now), batch);
    Optional<RunId> next = queue.next();
    while (next.isPresent()) {
      start(Objects.requireNonNull(runs.get(next.get())), batch);
      add(scheduler.tick(batch.now), batch);
      next = queue.next();
    }
  }

  private void start(Live run, SimBatch batch) {
    if (world.strikes(Fault.PLAN_REFUSED, 20)) {
      String why = "There is no plan within the bounds.";
      add(scheduler.refuse(run.created, run.plan.workflow(), why, batch.now), batch);
    } else {
      run.progress = scheduler.start(run.created, run.plan);
    }
  }

  private void add(Decision first, SimBatch batch) {
    List<Decision> open = new ArrayList<>(1);
    open.add(first);
    for (int next = 0; next < open.size(); next++) {
      Decision decision = open.get(next);
      batch.changes.addAll(decision.changes());
      for (Effect effect : decision.effects()) {
        Optional<Decision> ofCalled = ofCalled(effect, batch);
        ofCalled.ifPresent(open::add);
        if (ofCalled.isEmpty()) {
          batch.effects.add(effect);
        }
        if (effect instanceof Effect.Finish finish) {
          queue.remove(finish.run().id());
          returned(finish.run(), batch).ifPresent(open::add);
        }
      }
    }
  }

  private Optional<Decision> ofCalled(Effect effect, SimBatch batch) {
    if (effect instanceof Effect.Launch launch && launch.version().isPresent()) {
      SimCalled.Made made = called.make(launch, batch);
      Live run = new Live(made.run(), Optional.empty(), made.plan());
      enter(run);
      run.progress = scheduler.start(run.created, run.plan);
      Input started = new Input.Started(launch.attempt().task(), launch.attempt().number(), 0);
      return Optional.of(scheduler.handle(launch.run(), started, batch.now));
    } else if (effect instanceof Effect.Kill kill && !world.has(Bug.CALLED_NOT_STOPPED)) {
      return called
          .find(new Caller(kill.run(), kill.task(), kill.attempt()))
          .map(run -> scheduler.handle(run, new Input.Cancel(false), batch.now));
    }
    return Optional.empty();
  }

  private Optional<Decision> returned(RunSummary ended, SimBatch batch) {
    called.remove(ended);
    return ended
        .caller()
        .filter(caller -> !world.has(Bug.RETURN_FORGOTTEN))
        .map(
            caller ->
                scheduler.handle(
                    caller.run(),
                    SimCalled.end(caller, Objects.requireNonNull(runs.get(ended.id())).progress()),
                    batch.now));
  }

  /** A run's end is durable. */
  void remove(RunId run) {
    runs.remove(run);
  }
}
