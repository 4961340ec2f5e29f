package io.trainmaster.runtime;

import io.trainmaster.model.RunFact;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.plan.RunPlan;
import io.trainmaster.run.RunId;
import io.trainmaster.time.Backfill;
import io.trainmaster.time.Misfires;
import io.trainmaster.time.Occurrence;
import io.trainmaster.time.TriggerId;
import io.trainmaster.track.Change;
import io.trainmaster.trigger.Activation;
import io.trainmaster.trigger.OccurrenceRecord;
import io.trainmaster.trigger.TriggerBook;
import io.trainmaster.trigger.TriggerState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
  private final Alarm alarm;
  private boolean serving;

  TriggerDesk(Engine engine, TriggerBook book, RunDesk runs, Alarm alarm) {
    this.engine = engine;
    this.book = book;
    this.runs = runs;
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
  }

  private WorkflowGraph graph(String hash) {
    return engine.maker().version(hash).graph();
  }

  private void activate(Message.Activated message, Batch batch, Instant now) {
    Activation activation = message.activation();
    Set<TriggerId> concerned = new LinkedHashSet<>(book.triggersOf(activation));
    // What was due before is still due, however late the alarm is.
    concerned.forEach(trigger -> decide(trigger, batch, now));
    batch.add(new Change.WorkflowActivated(activation, message.version()));
    book.activate(activation, message.version().map(WorkflowVersion::graph), now)
        .forEach(state -> batch.add(new Change.TriggerChanged(state)));
    concerned.addAll(book.triggersOf(activation));
    batch.answer(
        () -> {
          concerned.forEach(this::setAlarm);
          message.answer().complete(true);
        });
  }

  /** When it is to be looked what is due, also where no alarm has told. */
  Optional<Instant> nextLook() {
    return serving ? book.next().map(at -> at.plus(PATIENCE)) : Optional.empty();
  }

  /** Decides about what is due and has been told by nobody. */
  void settle(Batch batch, Instant now) {
    if (serving) {
      book.overdue(now).forEach(trigger -> due(trigger, batch, now));
    }
  }

  private void due(TriggerId trigger, Batch batch, Instant now) {
    decide(trigger, batch, now);
    batch.answer(() -> setAlarm(trigger));
  }

  private void decide(TriggerId trigger, Batch batch, Instant now) {
    if (!serving) {
      return;
    }
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
    boolean known = book.triggers().contains(message.trigger());
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
      message.answer().completeExceptionally(EngineException.unknown(request.trigger()));
      return;
    }
    record(firing.get(), batch, now);
    List<RunId> made = firing.get().runs().stream().map(TriggerBook.NewRun::id).toList();
    batch.answer(() -> message.answer().complete(made));
  }

  private void record(TriggerBook.Firing firing, Batch batch, Instant now) {
    firing.states().forEach(state -> batch.add(new Change.TriggerChanged(state)));
    Map<RunId, EngineException> refused = new HashMap<>();
    for (TriggerBook.NewRun made : firing.runs()) {
      try {
        Change.RunCreated created = create(made, now);
        batch.add(created);
        Occurrence.Key reason = made.occurrence().key();
        runs.enqueue(engine.made(created, Optional.of(reason)), batch);
      } catch (EngineException e) {
        refused.put(made.id(), e);
      }
    }
    for (OccurrenceRecord occurrence : firing.occurrences()) {
      Optional<EngineException> refusal = occurrence.run().map(refused::get);
      batch.add(
          new Change.OccurrenceDecided(
              refusal.isEmpty()
                  ? occurrence
                  : new OccurrenceRecord(
                      occurrence.occurrence(),
                      Optional.empty(),
                      String.valueOf(refusal.get().getMessage()),
                      now)));
    }
    firing.cancelled().forEach(run -> runs.cancel(run, batch, now));
  }

  private Change.RunCreated create(TriggerBook.NewRun made, Instant now) {
    Activation activation = made.activation();
    WorkflowVersion version = engine.maker().version(activation.versionHash().orElseThrow());
    Map<String, Value> parameters = new HashMap<>(activation.parameters());
    parameters.putAll(
        RunFact.interval(version.graph(), made.occurrence().from(), made.occurrence().until()));
    RunPlan plan = engine.maker().plan(version, parameters);
    return engine.maker().createUnattended(made.id(), version, plan, now);
  }

  private void setAlarm(TriggerId trigger) {
    if (!serving) {
      return;
    }
    book.next(trigger).ifPresentOrElse(at -> alarm.set(trigger, at), () -> alarm.clear(trigger));
  }
}
