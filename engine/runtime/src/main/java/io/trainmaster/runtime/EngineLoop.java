package io.trainmaster.runtime;

import io.trainmaster.run.RunId;
import io.trainmaster.schedule.Decision;
import io.trainmaster.schedule.Effect;
import io.trainmaster.schedule.Input;
import io.trainmaster.schedule.RunProgress;
import io.trainmaster.schedule.Scheduler;
import io.trainmaster.track.AttemptRecord;
import io.trainmaster.track.Change;
import io.trainmaster.track.RunRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Drives all runs of an engine with one thread. It takes what has happened, asks the {@link
 * Scheduler} what follows, commits everything that was decided in one transaction, and only then
 * acts. What arrives while a transaction is being written shares the next one.
 *
 * <p>Where something fails here, what was decided may not be durable, so that nothing more may be
 * done in this process: every run is told, and none begins any more.
 */
final class EngineLoop implements AutoCloseable {

  private final Engine engine;
  private final Scheduler scheduler;
  private final BlockingQueue<Message> inbox = new LinkedBlockingQueue<>();
  private final Map<RunId, LiveRun> runs = new HashMap<>();
  private final Thread thread;
  private volatile @Nullable Throwable failure;
  private boolean closed;

  EngineLoop(Engine engine, Scheduler scheduler) {
    this.engine = engine;
    this.scheduler = scheduler;
    this.thread = new Thread(this::run, "engine");
    thread.setDaemon(true);
  }

  /** What the loop is told. */
  sealed interface Message {
    /** Something happened that a run's progress depends on. */
    record Happened(RunId run, Input input) implements Message {}

    /** Something to be recorded. */
    record Record(Change change) implements Message {}

    /** Nothing more is to be decided. */
    record Closed() implements Message {}

    /** A run begins, or goes on from what was recorded of it. */
    record Admitted(LiveRun run) implements Message {}
  }

  void start() {
    thread.start();
  }

  void tell(Message message) {
    inbox.add(message);
    Throwable failed = failure;
    if (failed != null && message instanceof Message.Admitted admitted) {
      admitted.run().fail(failed);
    }
  }

  private void run() {
    try {
      while (!closed) {
        step(await());
      }
      String message = "The engine was closed before the run was over.";
      fail(new EngineException(EngineException.Reason.CLOSED, message));
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts the engine's loop", e);
    } catch (RuntimeException | Error e) {
      fail(e);
    }
  }

  private void fail(Throwable reason) {
    failure = reason;
    runs.values().forEach(run -> run.fail(reason));
    for (Message message = inbox.poll(); message != null; message = inbox.poll()) {
      if (message instanceof Message.Admitted admitted) {
        admitted.run().fail(reason);
      }
    }
  }

  /** Everything that has arrived by now; waits for the first of it, at most until the alarm. */
  private List<Message> await() throws InterruptedException {
    List<Message> messages = new ArrayList<>();
    Optional<Instant> alarm = scheduler.nextAlarm();
    if (alarm.isEmpty()) {
      messages.add(inbox.take());
    } else {
      long wait = Math.max(0, Duration.between(engine.now(), alarm.get()).toMillis());
      Message first = inbox.poll(wait, TimeUnit.MILLISECONDS);
      if (first != null) {
        messages.add(first);
      }
    }
    inbox.drainTo(messages);
    return messages;
  }

  private void step(List<Message> messages) {
    Batch batch = new Batch();
    Instant now = engine.now();
    messages.forEach(message -> take(message, batch, now));
    batch.add(scheduler.tick(now));
    perform(batch);
  }

  private void take(Message message, Batch batch, Instant now) {
    if (message instanceof Message.Record record) {
      batch.changes.add(record.change());
    } else if (message instanceof Message.Happened happened) {
      batch.add(scheduler.handle(happened.run(), happened.input(), now));
    } else if (message instanceof Message.Admitted admitted) {
      admit(admitted.run(), batch, now);
    } else if (message instanceof Message.Closed) {
      closed = true;
    }
  }

  private void admit(LiveRun run, Batch batch, Instant now) {
    if (scheduler.isUnderWay(run.id())) {
      String message = "Run " + run.id() + " is under way already.";
      run.fail(new EngineException(EngineException.Reason.NOT_RESUMABLE, message));
      return;
    }
    if (run.isNew()) {
      runs.put(run.id(), run);
      run.admitted(scheduler.start(run.created(), run.plan()));
    } else {
      // Read only now: what is recorded doesn't change any more before the run goes on.
      RunRecord record = engine.runs().run(run.id()).orElseThrow();
      Optional<EngineException> refusal = Engine.refusal(record.summary());
      if (refusal.isPresent()) {
        run.fail(refusal.get());
        return;
      }
      runs.put(run.id(), run);
      run.admitted(scheduler.restore(record, run.plan()));
      takeUp(run, batch, now);
    }
  }

  /** Adopts what finished while no engine was there, gives the rest up, and goes on. */
  private void takeUp(LiveRun run, Batch batch, Instant now) {
    RunProgress progress = run.progress();
    for (AttemptRecord attempt : progress.liveAttempts()) {
      run.launcher().adopt(attempt).forEach(message -> take(message, batch, now));
    }
    if (progress.run().phase().isResumable()) {
      // Giving up the last attempt of a run that was being stopped has ended it just now.
      batch.effects.removeIf(
          effect -> effect instanceof Effect.Finish end && end.run().id().equals(run.id()));
      batch.add(scheduler.resume(progress, now));
    }
  }

  private void perform(Batch batch) {
    if (!batch.changes.isEmpty()) {
      engine.runs().commit(batch.changes);
    }
    batch.changes.forEach(this::announce);
    batch.effects.forEach(this::carryOut);
  }

  private void announce(Change change) {
    if (change instanceof Change.TasksAdded added) {
      find(added.run()).ifPresent(run -> run.announcements().committed(added));
    } else if (change instanceof Change.TaskChanged task) {
      find(task.run()).ifPresent(run -> run.announcements().committed(task));
    } else if (change instanceof Change.MetricReported metric) {
      find(metric.run()).ifPresent(run -> run.announcements().committed(metric));
    }
  }

  private void carryOut(Effect effect) {
    if (effect instanceof Effect.Launch launch) {
      live(launch.run()).launcher().launch(launch);
    } else if (effect instanceof Effect.Kill kill) {
      live(kill.run()).launcher().kill(kill);
    } else if (effect instanceof Effect.Finish finish) {
      engine.worker().release(finish.run().id());
      live(finish.run().id()).end(finish.run());
      runs.remove(finish.run().id());
    }
  }

  private LiveRun live(RunId id) {
    return Objects.requireNonNull(runs.get(id));
  }

  private Optional<LiveRun> find(RunId id) {
    return Optional.ofNullable(runs.get(id));
  }

  /** Decides nothing more, and returns once the last transaction is written. */
  @Override
  public void close() {
    inbox.add(new Message.Closed());
    boolean interrupted = false;
    while (thread.isAlive() && thread != Thread.currentThread()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** What one transaction makes durable, and what is done after that. */
  private static final class Batch {
    private final List<Change> changes = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();

    void add(Decision decision) {
      changes.addAll(decision.changes());
      effects.addAll(decision.effects());
    }
  }
}
