package io.trainmaster.runtime;

import io.trainmaster.run.RunId;
import io.trainmaster.schedule.Effect;
import io.trainmaster.track.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Drives all runs of an engine with one thread. It takes what has happened, asks its desks what
 * follows, commits everything that was decided in one transaction, and only then acts. What arrives
 * while a transaction is being written shares the next one.
 *
 * <p>Where something fails here, what was decided may not be durable, so that nothing more may be
 * done in this process: every run is told, and none begins any more.
 */
final class EngineLoop implements AutoCloseable {

  /** However long it is until the next alarm: the clock may be set meanwhile. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  /** How long what nobody waits for may wait for something to be written with. */
  private static final Duration REMARK_WAIT = Duration.ofMillis(20);

  private final Engine engine;
  private final RunDesk runs;
  private final TriggerDesk triggers;
  private final Inbox inbox = new Inbox(REMARK_WAIT);
  private final Thread thread;
  private final CompletableFuture<Throwable> ended = new CompletableFuture<>();
  private volatile @Nullable Throwable failure;
  private List<Message> taken = List.of();
  private boolean closed;

  EngineLoop(Engine engine, RunDesk runs, TriggerDesk triggers) {
    this.engine = engine;
    this.runs = runs;
    this.triggers = triggers;
    this.thread = new Thread(this::run, "engine");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  void tell(Message message) {
    inbox.add(message);
    Throwable failed = failure;
    if (failed != null) {
      refuse(message, failed);
    }
  }

  private void run() {
    try {
      while (!closed) {
        taken = await();
        step(taken);
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
    runs.runs().forEach(run -> run.fail(reason));
    taken.forEach(message -> refuse(message, reason));
    Optional<Message> left = inbox.poll();
    while (left.isPresent()) {
      refuse(left.get(), reason);
      left = inbox.poll();
    }
    ended.complete(reason);
  }

  /** Completed with the reason once nothing more is decided here. */
  CompletableFuture<Throwable> ended() {
    return ended;
  }

  /** Whoever waits for the message's effect is told that there will be none. */
  private static void refuse(Message message, Throwable reason) {
    if (message instanceof Message.Queued queued) {
      queued.run().fail(reason);
    } else if (message instanceof Message.Recovered recovered) {
      recovered.runs().forEach(run -> run.fail(reason));
    } else if (message instanceof Message.Asked asked) {
      asked.answer().completeExceptionally(reason);
    }
  }

  /** Everything that has arrived by now; waits for the first of it, at most until the alarm. */
  private List<Message> await() throws InterruptedException {
    Optional<Duration> wait =
        Stream.of(runs.nextAlarm(), triggers.nextLook(), engine.approvals().nextLook())
            .flatMap(Optional::stream)
            .min(Instant::compareTo)
            .map(alarm -> Duration.between(engine.now(), alarm));
    return inbox.await(wait.map(EngineLoop::bounded));
  }

  private static Duration bounded(Duration wait) {
    Duration longest = wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    return longest.isNegative() ? Duration.ZERO : longest;
  }

  private void step(List<Message> messages) {
    Batch batch = new Batch();
    Instant now = engine.now();
    messages.forEach(message -> take(message, batch, now));
    engine.approvals().settle(now).forEach(answered -> take(answered, batch, now));
    triggers.settle(batch, now);
    runs.settle(batch, now);
    while (triggers.ended(batch.newlyEnded(), batch, now)) {
      runs.settle(batch, now);
    }
    perform(batch);
  }

  private void take(Message message, Batch batch, Instant now) {
    if (message instanceof Message.OfRun ofRun) {
      runs.take(ofRun, batch, now);
    } else if (message instanceof Message.OfTrigger ofTrigger) {
      triggers.take(ofTrigger, batch, now);
    } else if (message instanceof Message.Record record) {
      batch.add(record.change());
    } else if (message instanceof Message.Closed) {
      closed = true;
    }
  }

  private void perform(Batch batch) {
    if (!batch.changes().isEmpty()) {
      engine.commit(batch.changes());
    }
    batch.changes().forEach(this::announce);
    batch.answers().forEach(Runnable::run);
    if (!batch.effects().isEmpty()) {
      engine.folder().requireLead();
    }
    batch.effects().forEach(this::carryOut);
  }

  private void announce(Change change) {
    if (change instanceof Change.TasksAdded added) {
      announce(added.run(), announcements -> announcements.committed(added));
    } else if (change instanceof Change.TaskChanged task) {
      announce(task.run(), announcements -> announcements.committed(task));
    } else if (change instanceof Change.MetricReported metric) {
      announce(metric.run(), announcements -> announcements.committed(metric));
    }
  }

  private void announce(RunId run, Consumer<Announcements> announcement) {
    runs.find(run).map(LiveRun::announcements).ifPresent(announcement);
  }

  private void carryOut(Effect effect) {
    if (effect instanceof Effect.Launch launch) {
      live(launch.run()).launcher().launch(launch);
    } else if (effect instanceof Effect.LookUp ask) {
      engine
          .finder()
          .find(
              live(ask.run()).created().workflow(),
              ask,
              answer -> tell(new Message.Happened(ask.run(), answer)));
    } else if (effect instanceof Effect.Kill kill) {
      live(kill.run()).launcher().kill(kill);
    } else if (effect instanceof Effect.Finish finish) {
      engine.everyWorker().forEach(worker -> worker.release(finish.run().id()));
      engine.cleaner().clean(finish.run().id());
      runs.remove(finish.run().id()).ifPresent(run -> run.end(finish.run()));
    }
  }

  private LiveRun live(RunId id) {
    return runs.find(id).orElseThrow();
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
}
