package io.trainmaster.runtime;

import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.run.RunId;
import io.trainmaster.time.Backfill;
import io.trainmaster.time.Misfires;
import io.trainmaster.time.TriggerId;
import io.trainmaster.track.Change;
import io.trainmaster.track.RunSummary;
import io.trainmaster.trigger.Activation;
import io.trainmaster.trigger.EventBook;
import io.trainmaster.trigger.TriggerBook;
import io.trainmaster.trigger.TriggerState;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the engine's loop decides about triggers. The runs that they make are recorded in the
 * transaction that records why, and wait for their turn like any other.
 */
final class TriggerDesk {

  /**
   * How long after a time has come its alarm is waited for: within the grace, so that what an alarm
   * forgot is on time.
   */
  private static final Duration PATIENCE = Misfires.GRACE.dividedBy(2);

  private final Engine engine;
  private final TriggerBook book;
  private final RunDesk runs;
  private final RunRecorder recorder;
  private final EventDesk events;
  private final Alarm alarm;
  private boolean serving;

  TriggerDesk(Engine engine, TriggerBook book, EventBook events, RunDesk runs, Alarm alarm) {
    this.engine = engine;
    this.book = book;
    this.runs = runs;
    this.recorder = new RunRecorder(engine, runs);
    this.events = new EventDesk(engine, events, recorder);
    this.alarm = alarm;
  }

  void take(Message.OfTrigger message, Batch batch, Instant now) {
    if (message instanceof Message.Opened opened) {
      serving = opened.serving();
      open(batch, now);
    } else if (message instanceof Message.Activated activated) {
      activate(activated, batch, now);
    } else if (message instanceof Message.Due due) {
      due(due.trigger(), batch, now);
    } else if (message instanceof Message.Paused paused) {
      pause(paused, batch, now);
    } else if (message instanceof Message.Backfilled backfilled) {
      backfill(backfilled, batch, now);
    } else if (message instanceof Message.Looked looked) {
      events.looked(looked, batch, now);
      batch.answer(() -> setAlarm(looked.trigger()));
    } else if (message instanceof Message.Called called) {
      events.call(called, batch, now);
    }
  }

  /** What was active before goes on, and what was due meanwhile is decided. */
  private void open(Batch batch, Instant now) {
    book.remember(engine.runs().triggers().states());
    for (Activation activation : engine.runs().triggers().activations()) {
      book.goOn(activation, activation.versionHash().map(this::graph), now)
          .forEach(state -> batch.add(new Change.TriggerChanged(state)));
    }
    book.triggers().forEach(trigger -> due(trigger, batch, now));
    events.open(serving, batch, now);
  }

  private WorkflowGraph graph(String hash) {
    return engine.maker().version(hash).graph();
  }

  private void activate(Message.Activated message, Batch batch, Instant now) {
    Activation activation = message.activation();
    Optional<EngineException> refusal = events.refusal(activation, message.version());
    if (refusal.isPresent()) {
      message.answer().completeExceptionally(refusal.get());
      return;
    }
    Set<TriggerId> concerned = new LinkedHashSet<>(triggersOf(activation));
    // What was due before is still due, however late the alarm is.
    concerned.forEach(trigger -> decide(trigger, batch, now));
    batch.add(new Change.WorkflowActivated(activation, message.version()));
    book.activate(activation, message.version().map(WorkflowVersion::graph), now)
        .forEach(state -> batch.add(new Change.TriggerChanged(state)));
    events.activate(message, batch, now);
    concerned.addAll(triggersOf(activation));
    batch.answer(
        () -> {
          concerned.forEach(this::setAlarm);
          events.watch(concerned);
          message.answer().complete(true);
        });
  }

  private List<TriggerId> triggersOf(Activation activation) {
    return Stream.concat(
            book.triggersOf(activation).stream(), events.triggersOf(activation).stream())
        .toList();
  }

  /** When it is to be looked what is due, also where no alarm has told. */
  Optional<Instant> nextLook() {
    return serving
        ? Stream.concat(book.next().stream(), events.next().stream())
            .min(Instant::compareTo)
            .map(at -> at.plus(PATIENCE))
        : Optional.empty();
  }

  /** Decides about what is due and has been told by nobody. */
  void settle(Batch batch, Instant now) {
    if (serving) {
      book.overdue(now).forEach(trigger -> due(trigger, batch, now));
      events.overdue(now).forEach(trigger -> due(trigger, batch, now));
    }
  }

  /**
   * Runs have ended, and make others where a workflow runs on that.
   *
   * @return whether anything follows from it
   */
  boolean ended(List<RunSummary> runs, Batch batch, Instant now) {
    return events.ended(runs, batch, now);
  }

  private void due(TriggerId trigger, Batch batch, Instant now) {
    decide(trigger, batch, now);
    batch.answer(() -> setAlarm(trigger));
  }

  private void decide(TriggerId trigger, Batch batch, Instant now) {
    if (!serving) {
      return;
    }
    events.due(trigger, batch, now);
    TriggerBook.Firing firing = book.due(trigger, now);
    record(firing, batch, now);
    while (firing.unfinished()) {
      firing = book.due(trigger, now);
      record(firing, batch, now);
    }
  }

  private void pause(Message.Paused message, Batch batch, Instant now) {
    decide(message.trigger(), batch, now);
    Optional<TriggerState> state = book.pause(message.trigger(), message.paused());
    state.ifPresent(changed -> batch.add(new Change.TriggerChanged(changed)));
    events.pause(message.trigger(), message.paused(), batch);
    boolean known =
        book.timetable(message.trigger()).isPresent() || events.isActive(message.trigger());
    due(message.trigger(), batch, now);
    batch.answer(() -> message.answer().complete(known));
  }

  private void backfill(Message.Backfilled message, Batch batch, Instant now) {
    BackfillRequest request = message.request();
    Optional<TriggerBook.Firing> firing =
        book.backfill(
            request.trigger(),
            engine.runs().triggers().lastGeneration(request.trigger()),
            (timetable, generation) ->
                new Backfill(
                    request.trigger(),
                    timetable,
                    request.from(),
                    request.until(),
                    request.order(),
                    request.limit(),
                    generation),
            now);
    if (firing.isEmpty()) {
      message
          .answer()
          .completeExceptionally(
              events.isActive(request.trigger())
                  ? EngineException.noTimes(request.trigger())
                  : EngineException.unknown(request.trigger()));
      return;
    }
    record(firing.get(), batch, now);
    List<RunId> made = firing.get().runs().stream().map(TriggerBook.NewRun::id).toList();
    batch.answer(() -> message.answer().complete(made));
  }

  private void record(TriggerBook.Firing firing, Batch batch, Instant now) {
    firing.states().forEach(state -> batch.add(new Change.TriggerChanged(state)));
    recorder.record(firing.runs(), firing.occurrences(), batch, now);
    firing.cancelled().forEach(run -> runs.cancel(run, batch, now));
  }

  private void setAlarm(TriggerId trigger) {
    if (!serving) {
      return;
    }
    book.next(trigger)
        .or(() -> events.next(trigger))
        .ifPresentOrElse(at -> alarm.set(trigger, at), () -> alarm.clear(trigger));
  }
}
