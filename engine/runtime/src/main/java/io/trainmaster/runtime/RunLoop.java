package io.trainmaster.runtime;

import io.trainmaster.model.Evaluator;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.plan.RunPlan;
import io.trainmaster.run.RunId;
import io.trainmaster.schedule.Decision;
import io.trainmaster.schedule.Effect;
import io.trainmaster.schedule.Input;
import io.trainmaster.schedule.RunProgress;
import io.trainmaster.track.AttemptRecord;
import io.trainmaster.track.Change;
import io.trainmaster.track.RunSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Drives one run with a thread of its own. It takes what has happened, asks {@link RunProgress}
 * what follows, commits everything that was decided in one transaction, and only then acts. What
 * arrives while a transaction is being written shares the next one.
 */
final class RunLoop implements RunHandle {

  private final Engine engine;
  private final RunPlan plan;
  private final RunProgress progress;
  private final Announcements announcements;
  private final Launcher launcher;
  private final RunId id;
  private final BlockingQueue<Message> inbox = new LinkedBlockingQueue<>();
  private final PriorityQueue<Instant> alarms = new PriorityQueue<>();
  private final CompletableFuture<RunSummary> end = new CompletableFuture<>();

  RunLoop(Engine engine, RunPlan plan, RunProgress progress, RunListener listener) {
    this.engine = engine;
    this.plan = plan;
    this.progress = progress;
    this.id = progress.run().id();
    this.announcements = new Announcements(listener, progress);
    this.launcher = new Launcher(engine, id, inbox::add, announcements);
  }

  /** What the loop is told. */
  sealed interface Message {
    /** Something happened that the run's progress depends on. */
    record Happened(Input input) implements Message {}

    /** Something to be recorded. */
    record Record(Change change) implements Message {}
  }

  void start(boolean resumed) {
    Thread thread = new Thread(() -> run(resumed), "run " + id);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public RunId id() {
    return id;
  }

  @Override
  public RunSummary await() throws InterruptedException {
    try {
      return end.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new EngineException(
          EngineException.Reason.BUG, "The engine failed; this is a bug of Trainmaster.", e);
    }
  }

  @Override
  public Optional<Value> result() {
    if (!end.isDone()) {
      return Optional.empty();
    }
    return plan.workflow()
        .result()
        .map(new Evaluator(plan.parameters(), progress::output)::evaluate)
        .filter(value -> !value.equals(Value.ABSENT));
  }

  @Override
  public void cancel() {
    inbox.add(new Message.Happened(new Input.Cancel()));
  }

  private void run(boolean resumed) {
    try {
      announcements.planned(id, plan.taskIds());
      warmUp();
      perform(resumed ? takeUp() : progress.handle(new Input.Tick(), engine.now()));
      while (!end.isDone()) {
        step(await(alarms.peek()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      end.completeExceptionally(e);
    } catch (RuntimeException | Error e) {
      // What was decided may not be durable, so nothing more may be done in this process.
      end.completeExceptionally(e);
    }
  }

  private void warmUp() {
    boolean shared =
        plan.workflow().tasks().stream()
            .flatMap(TaskSpec::all)
            .anyMatch(
                task ->
                    task instanceof TaskSpec.Operator operator
                        && operator.isolation() == TaskSpec.Isolation.SHARED);
    if (shared) {
      engine.worker().warm(id, engine.settings().cpus());
    }
  }

  /** Adopts what finished while no engine was there, gives the rest up, and goes on. */
  private Decision takeUp() {
    List<Change> changes = new ArrayList<>();
    List<Effect> effects = new ArrayList<>();
    for (AttemptRecord attempt : progress.liveAttempts()) {
      List<Message> messages = launcher.adopt(attempt);
      for (Message message : messages) {
        if (message instanceof Message.Record record) {
          changes.add(record.change());
        } else if (message instanceof Message.Happened happened) {
          add(progress.handle(happened.input(), engine.now()), changes, effects);
        }
      }
    }
    if (progress.run().phase().isResumable()) {
      // Giving up the last attempt of a run that was being stopped has ended it just now.
      effects.removeIf(Effect.Finish.class::isInstance);
      add(progress.resume(engine.now()), changes, effects);
    } else {
      add(progress.handle(new Input.Tick(), engine.now()), changes, effects);
    }
    return new Decision(changes, effects);
  }

  private static void add(Decision decision, List<Change> changes, List<Effect> effects) {
    changes.addAll(decision.changes());
    effects.addAll(decision.effects());
  }

  /** Everything that has arrived by now; waits for the first of it, at most until the alarm. */
  private List<Message> await(@org.jspecify.annotations.Nullable Instant alarm)
      throws InterruptedException {
    List<Message> messages = new ArrayList<>();
    if (alarm == null) {
      messages.add(inbox.take());
    } else {
      long wait = Math.max(0, Duration.between(engine.now(), alarm).toMillis());
      Message first = inbox.poll(wait, TimeUnit.MILLISECONDS);
      if (first != null) {
        messages.add(first);
      }
    }
    inbox.drainTo(messages);
    return messages;
  }

  private void step(List<Message> messages) {
    List<Change> changes = new ArrayList<>();
    List<Effect> effects = new ArrayList<>();
    Instant now = engine.now();
    for (Message message : messages) {
      if (message instanceof Message.Record record) {
        changes.add(record.change());
      } else if (message instanceof Message.Happened happened) {
        add(progress.handle(happened.input(), now), changes, effects);
      }
    }
    if (!alarms.isEmpty() && !alarms.peek().isAfter(now)) {
      alarms.removeIf(alarm -> !alarm.isAfter(now));
      add(progress.handle(new Input.Tick(), now), changes, effects);
    }
    perform(new Decision(changes, effects));
  }

  private void perform(Decision decision) {
    if (!decision.changes().isEmpty()) {
      engine.runs().commit(decision.changes());
    }
    announcements.committed(decision.changes());
    decision.effects().forEach(this::carryOut);
  }

  private void carryOut(Effect effect) {
    if (effect instanceof Effect.Launch launch) {
      launcher.launch(launch);
    } else if (effect instanceof Effect.Kill kill) {
      launcher.kill(kill);
    } else if (effect instanceof Effect.WakeAt wake) {
      alarms.add(wake.time());
    } else if (effect instanceof Effect.Finish finish) {
      engine.worker().release(id);
      announcements.ended(finish.run());
      end.complete(finish.run());
    }
  }
}
