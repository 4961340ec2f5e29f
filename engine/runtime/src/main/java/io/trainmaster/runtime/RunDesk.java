package io.trainmaster.runtime;

import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.run.Machines;
import io.trainmaster.run.RunEvent;
import io.trainmaster.run.RunId;
import io.trainmaster.schedule.Decision;
import io.trainmaster.schedule.Effect;
import io.trainmaster.schedule.Input;
import io.trainmaster.schedule.Revision;
import io.trainmaster.schedule.Scheduler;
import io.trainmaster.time.Misfires;
import io.trainmaster.time.Occurrence;
import io.trainmaster.track.AttemptRecord;
import io.trainmaster.track.Caller;
import io.trainmaster.track.Change;
import io.trainmaster.track.RunRecord;
import io.trainmaster.track.RunSummary;
import io.trainmaster.trigger.RunQueue;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What the engine's loop decides about runs: which begin, and what each does next. */
final class RunDesk {

  /**
   * Of each of the two kinds, so that runs under way never wait long for the transaction that
   * deletes what others left.
   */
  static final int REASONS_AT_ONCE = 5_000;

  private final Engine engine;
  private final Scheduler scheduler;
  private final RunQueue queue;
  private final Map<RunId, LiveRun> runs = new HashMap<>();
  private final CalledRuns called;

  RunDesk(Engine engine, Scheduler scheduler, RunQueue queue) {
    this.engine = engine;
    this.scheduler = scheduler;
    this.queue = queue;
    this.called = new CalledRuns(engine);
  }

  /** The runs that wait or are under way. */
  List<LiveRun> runs() {
    return List.copyOf(runs.values());
  }

  Optional<LiveRun> find(RunId id) {
    return Optional.ofNullable(runs.get(id));
  }

  /** When something is due though nothing happens. */
  Optional<Instant> nextAlarm() {
    return scheduler.nextAlarm();
  }

  void take(Message.OfRun message, Batch batch, Instant now) {
    if (message instanceof Message.Happened happened) {
      happened(happened, batch, now);
    } else if (message instanceof Message.Stopped stopped) {
      happened(new Message.Happened(stopped.run(), new Input.Cancel(false)), batch, now);
      batch.answer(() -> stopped.answer().complete(true));
    } else if (message instanceof Message.Queued queued) {
      enqueue(queued.run(), batch);
    } else if (message instanceof Message.Resumed resumed) {
      resume(resumed, batch, now);
    } else if (message instanceof Message.Revised revised) {
      revise(revised, batch, now);
    } else if (message instanceof Message.Recovered recovered) {
      recover(recovered.runs(), batch, now);
    } else if (message instanceof Message.Adopted) {
      batch.answer(engine.workers()::open);
    } else if (message instanceof Message.NodesChanged) {
      add(scheduler.change(engine.nodes().all(), engine.nodes().closed(), now), batch, now);
    } else if (message instanceof Message.Watched watched) {
      batch.answer(() -> watched.answer().complete(watch(watched)));
    } else if (message instanceof Message.Forgotten forgotten) {
      forget(forgotten, batch);
    } else if (message instanceof Message.ReasonsForgotten forgotten) {
      batch.add(new Change.ReasonsForgotten(forgotten.before(), REASONS_AT_ONCE));
      batch.answer(() -> forgotten.answer().complete(true));
    }
  }

  /** A run that is gone on with just now is not over any more. */
  private void forget(Message.Forgotten message, Batch batch) {
    List<RunId> over = message.runs().stream().filter(run -> !runs.containsKey(run)).toList();
    over.forEach(run -> batch.add(new Change.RunForgotten(run)));
    batch.answer(() -> message.answer().complete(over));
  }

  private void happened(Message.Happened happened, Batch batch, Instant now) {
    if (happened.input() instanceof Input.Cancel && queue.isWaiting(happened.run())) {
      cancel(happened.run(), batch, now);
    } else {
      if (happened.input() instanceof Input.NotFound) {
        find(happened.run()).ifPresent(run -> batch.answer(run::warm));
      }
      add(scheduler.handle(happened.run(), happened.input(), now), batch, now);
    }
  }

  /** Stops a run. One that has not begun ends at once: there is nothing to tidy up after it. */
  void cancel(RunId id, Batch batch, Instant now) {
    boolean waiting = queue.isWaiting(id);
    if (waiting) {
      queue.remove(id);
      isStarted(Objects.requireNonNull(runs.get(id)), batch, now);
    }
    add(scheduler.handle(id, new Input.Cancel(waiting), now), batch, now);
  }

  /** Takes in a run that waits for its turn. */
  void enqueue(LiveRun run, Batch batch) {
    runs.put(run.id(), run);
    queue.add(run.id(), run.occurrence(), run.created().options().priority());
    run.occurrence().filter(RunDesk::isTimely).ifPresent(reason -> await(run, reason));
    batch.answer(run.announcements()::recorded);
    batch.answer(run::rest);
  }

  /** A time of a schedule is to have its run soon; what is run again has no hurry. */
  private static boolean isTimely(Occurrence.Key reason) {
    return reason.trigger().belongsToSchedule() && reason.generation() == 0;
  }

  private void await(LiveRun run, Occurrence.Key reason) {
    scheduler.await(run.created(), workflow(run), reason.nominal().plus(Misfires.GRACE));
  }

  private WorkflowGraph workflow(LiveRun run) {
    return engine.maker().version(run.created().versionHash()).graph();
  }

  private Optional<RunHandle> watch(Message.Watched watched) {
    Optional<LiveRun> run = find(watched.run());
    run.ifPresent(live -> live.announcements().add(watched.listener()));
    return run.map(live -> live);
  }

  private void resume(Message.Resumed resumed, Batch batch, Instant now) {
    LiveRun run = resumed.run();
    RunRecord record;
    try {
      record = requireToGoOnWith(run);
    } catch (EngineException e) {
      resumed.answer().completeExceptionally(e);
      return;
    }
    batch.answer(() -> resumed.answer().complete(true));
    restore(run, record);
    takeUp(run, run.progress().liveAttempts(), batch, now);
    if (run.progress().run().phase().isResumable()) {
      // Giving up the last attempt of a run that was being stopped has ended it just now.
      batch.withdraw(effect -> isFinish(effect, run.id()));
      enter(run);
      batch.answer(run::warmUnlessReused);
      add(scheduler.resume(run.progress(), now), batch, now);
    }
  }

  private void revise(Message.Revised revised, Batch batch, Instant now) {
    LiveRun run = revised.run();
    Edit edit = revised.edit();
    RunRecord record;
    Revision revision;
    try {
      record = requireToGoOnWith(run);
      revision = edit.revise(engine.runs(), record, engine.settings().bounds());
    } catch (EngineException e) {
      revised.answer().completeExceptionally(e);
      return;
    }
    batch.answer(() -> revised.answer().complete(true));
    enter(run);
    run.hold(revision.plan());
    run.admitted(scheduler.revise(record, revision, edit.version(), now));
    batch.answer(run::warmUnlessReused);
    add(scheduler.tick(now), batch, now);
  }

  /**
   * What is recorded of a run that may go on.
   *
   * @throws EngineException where it may not
   */
  private RunRecord requireToGoOnWith(LiveRun run) {
    if (runs.containsKey(run.id())) {
      String message =
          "Run "
              + run.id()
              + " is under way already: `trainmaster watch "
              + run.id()
              + "` follows it.";
      throw new EngineException(EngineException.Reason.NOT_RESUMABLE, message);
    }
    // Read only now: what is recorded doesn't change any more before the run goes on.
    RunRecord record = engine.runs().run(run.id()).orElseThrow();
    Optional<EngineException> refusal = Engine.refusal(record.summary());
    if (refusal.isPresent()) {
      throw refusal.get();
    }
    return record;
  }

  /**
   * All are there, and it is known what each has under way, before the first goes on: that takes
   * room, and what is found of it starts others.
   */
  private void recover(List<LiveRun> left, Batch batch, Instant now) {
    Map<LiveRun, List<AttemptRecord>> underWay = new LinkedHashMap<>();
    for (LiveRun run : left) {
      if (runs.containsKey(run.id())) {
        continue;
      }
      RunSummary summary = run.created();
      if (Machines.RUN.next(summary.phase(), RunEvent.BEGIN).isPresent()) {
        enqueue(run, batch);
      } else {
        restore(run, engine.runs().run(run.id()).orElseThrow());
        underWay.put(run, run.progress().liveAttempts());
      }
    }
    underWay.forEach((run, attempts) -> takeUp(run, attempts, batch, now));
    underWay.keySet().forEach(run -> batch.answer(run::warmUnlessReused));
  }

  private void restore(LiveRun run, RunRecord record) {
    enter(run);
    run.admitted(scheduler.restore(record, run.plan(record)));
  }

  private void enter(LiveRun run) {
    runs.put(run.id(), run);
    called.add(run.created());
    run.created().caller().flatMap(caller -> find(caller.run())).ifPresent(run::calledBy);
    if (run.created().caller().isEmpty() && !queue.contains(run.id())) {
      queue.begun(run.id(), run.occurrence());
    }
  }

  /** Adopts what still runs or finished while no engine was there, and gives the rest up. */
  private void takeUp(LiveRun run, List<AttemptRecord> attempts, Batch batch, Instant now) {
    for (AttemptRecord attempt : attempts) {
      if (run.progress().isCall(attempt.task())) {
        takeUpCalled(CalledRuns.caller(run.id(), attempt), batch, now);
        continue;
      }
      List<Message> messages = run.launcher().adopt(attempt);
      if (messages.isEmpty() && run.progress().isStopping(attempt.task())) {
        // Whether its process had been asked to stop nobody knows any more.
        Effect.Kill kill = new Effect.Kill(run.id(), attempt.task(), attempt.number());
        batch.answer(() -> run.launcher().kill(kill));
      }
      for (Message message : messages) {
        if (message instanceof Message.OfRun ofRun) {
          take(ofRun, batch, now);
        } else if (message instanceof Message.Record record) {
          batch.add(record.change());
        }
      }
    }
  }

  /** Goes on with the run that an attempt made, where nobody does yet. */
  private void takeUpCalled(Caller caller, Batch batch, Instant now) {
    if (called.find(caller).isPresent()) {
      return;
    }
    Optional<RunSummary> made = engine.runs().madeBy(caller);
    if (made.isPresent() && !made.get().phase().isEnd()) {
      LiveRun run = engine.recorded(made.get(), Optional.empty());
      restore(run, engine.runs().run(run.id()).orElseThrow());
      takeUp(run, run.progress().liveAttempts(), batch, now);
      batch.answer(run::warmUnlessReused);
      return;
    }
    Input end =
        made.flatMap(run -> engine.runs().run(run.id()))
            .map(run -> called.end(caller, run))
            .orElseGet(() -> new Input.Orphaned(caller.task(), caller.attempt()));
    add(scheduler.handle(caller.run(), end, now), batch, now);
  }

  /** Begins what may begin, and sees what is due, until nothing more follows. */
  void settle(Batch batch, Instant now) {
    add(scheduler.tick(now), batch, now);
    Optional<RunId> next = queue.next();
    while (next.isPresent()) {
      LiveRun run = Objects.requireNonNull(runs.get(next.get()));
      if (isStarted(run, batch, now)) {
        batch.answer(run::warmUnlessReused);
      }
      add(scheduler.tick(now), batch, now);
      next = queue.next();
    }
  }

  /** Starts a run; one that can't be is over. */
  private boolean isStarted(LiveRun run, Batch batch, Instant now) {
    try {
      run.admitted(scheduler.start(run.created(), run.plan()));
      return true;
    } catch (EngineException e) {
      // It could be planned when it was made: the bounds have become narrower since.
      String why = String.valueOf(e.getMessage());
      add(scheduler.refuse(run.created(), workflow(run), why, now), batch, now);
      return false;
    }
  }

  /** Decides, with a decision, what becomes of the runs that tasks make or have made. */
  private void add(Decision first, Batch batch, Instant now) {
    Deque<Decision> open = new ArrayDeque<>(List.of(first));
    while (!open.isEmpty()) {
      Decision decision = open.remove();
      batch.add(decision.changes());
      for (Effect effect : decision.effects()) {
        Optional<Decision> called = ofCalled(effect, batch, now);
        called.ifPresent(open::add);
        if (called.isEmpty()) {
          batch.add(effect);
        }
        if (effect instanceof Effect.Finish finish) {
          queue.remove(finish.run().id());
          returned(finish.run(), now).ifPresent(open::add);
        }
      }
    }
  }

  /** What follows from an effect on a run that a task makes or has made; empty for any other. */
  private Optional<Decision> ofCalled(Effect effect, Batch batch, Instant now) {
    if (effect instanceof Effect.Launch launch && launch.version().isPresent()) {
      return Optional.of(call(launch, launch.version().get(), batch, now));
    } else if (effect instanceof Effect.Kill kill) {
      return called
          .find(new Caller(kill.run(), kill.task(), kill.attempt()))
          .map(run -> scheduler.handle(run, new Input.Cancel(false), now));
    }
    return Optional.empty();
  }

  /** A run that a task makes doesn't wait for its turn: the run of its task has had it. */
  private Decision call(Effect.Launch launch, String version, Batch batch, Instant now) {
    AttemptRecord attempt = launch.attempt();
    LiveRun caller = Objects.requireNonNull(runs.get(launch.run()));
    try {
      LiveRun run = called.make(caller.created(), version, launch, batch, now);
      enter(run);
      run.admitted(scheduler.start(run.created(), run.plan()));
      batch.answer(
          () -> caller.announcements().progress(attempt.task(), Double.NaN, "runs as " + run.id()));
      return scheduler.handle(
          launch.run(), new Input.Started(attempt.task(), attempt.number(), 0), now);
    } catch (EngineException e) {
      String why = String.valueOf(e.getMessage());
      return scheduler.handle(launch.run(), CalledRuns.refused(attempt, why), now);
    }
  }

  /** Whoever called a run that has ended goes on. */
  private Optional<Decision> returned(RunSummary ended, Instant now) {
    called.remove(ended);
    return ended
        .caller()
        .map(
            caller ->
                scheduler.handle(
                    caller.run(),
                    CalledRuns.end(caller, Objects.requireNonNull(runs.get(ended.id())).progress()),
                    now));
  }

  private static boolean isFinish(Effect effect, RunId run) {
    return effect instanceof Effect.Finish finish && finish.run().id().equals(run);
  }

  /** The run's end is durable. */
  Optional<LiveRun> remove(RunId run) {
    return Optional.ofNullable(runs.remove(run));
  }
}
