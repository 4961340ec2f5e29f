package io.trainmaster.sim;

import io.trainmaster.model.Automation;
import io.trainmaster.model.Trigger;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.plan.RunPlan;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.time.Backfill;
import io.trainmaster.time.Cursor;
import io.trainmaster.time.Misfires;
import io.trainmaster.time.TriggerId;
import io.trainmaster.track.Change;
import io.trainmaster.track.RunSummary;
import io.trainmaster.trigger.Activation;
import io.trainmaster.trigger.OccurrenceRecord;
import io.trainmaster.trigger.RunQueue;
import io.trainmaster.trigger.TriggerBook;
import io.trainmaster.trigger.TriggerState;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What a server decides about triggers, in the order in which the engine's desk does. */
final class SimTriggers {

  private static final Duration PATIENCE = Misfires.GRACE.dividedBy(2);

  private final World world;
  private final SimServer server;
  private final SimRuns runs;
  private final TriggerBook book;
  private final SimEvents events;
  private final SimAlarm alarm;

  SimTriggers(World world, SimServer server, SimRuns runs, RunQueue queue, SimNames names) {
    this.world = world;
    this.server = server;
    this.runs = runs;
    this.book = new TriggerBook(ZoneOffset.UTC, names::name, queue);
    this.events = new SimEvents(world, server, names, this::make);
    this.alarm = new SimAlarm(world, server);
  }

  void take(Message message, SimBatch batch) {
    if (message instanceof Message.Opened) {
      open(batch);
    } else if (message instanceof Message.Activate activate) {
      activate(activate, batch);
    } else if (message instanceof Message.Due due) {
      told(due.trigger(), batch);
    } else if (message instanceof Message.Pause pause) {
      pause(pause, batch);
    } else if (message instanceof Message.Backfilled backfill) {
      backfill(backfill, batch);
    } else if (message instanceof Message.Looked looked) {
      events.looked(looked, batch);
      batch.promises.add(() -> setAlarm(looked.trigger()));
    } else if (message instanceof Message.Called called) {
      events.call(called, batch);
    }
  }

  Optional<Instant> nextLook() {
    return world.has(Bug.ALARM_TRUSTED)
        ? Optional.empty()
        : earlier(book.next(), events.next()).map(at -> at.plus(PATIENCE));
  }

  private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
    return other.isEmpty() || one.isPresent() && one.get().isBefore(other.get()) ? one : other;
  }

  /** Decides about what is due and has been told by nobody. */
  void settle(SimBatch batch) {
    if (!world.has(Bug.ALARM_TRUSTED)) {
      book.overdue(batch.now).forEach(trigger -> due(trigger, batch));
      events.overdue(batch.now).forEach(trigger -> due(trigger, batch));
    }
  }

  private void open(SimBatch batch) {
    List<TriggerState> states = world.store().states();
    if (world.has(Bug.MISSED_FORGOTTEN)) {
      states = new ArrayList<>(states);
      states.replaceAll(state -> state.at(Cursor.at(max(batch.now, state.cursor().decided()))));
    }
    book.remember(states);
    for (Activation activation : world.store().activations()) {
      book.goOn(activation, activation.versionHash().map(this::graph), batch.now)
          .forEach(state -> batch.changes.add(new Change.TriggerChanged(state)));
    }
    book.triggers().forEach(trigger -> due(trigger, batch));
    events.open(batch);
  }

  private static Instant max(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private WorkflowGraph graph(String hash) {
    WorkflowGraph graph = world.catalogue().version(hash).graph();
    if (!world.has(Bug.MADE_UP_OFF_BY_ONE)) {
      return graph;
    }
    List<Trigger> more =
        graph.automation().orElseThrow().triggers().stream().map(SimTriggers::oneMore).toList();
    return new WorkflowGraph(
        graph.name(),
        "",
        List.of(),
        graph.tasks(),
        graph.result(),
        Optional.of(new Automation(more, List.of())));
  }

  private static Trigger oneMore(Trigger trigger) {
    if (!(trigger instanceof Trigger.Schedule one)) {
      return trigger;
    }
    return new Trigger.Schedule(
        1, one.timing(), one.zone(), one.misfire(), one.max().map(max -> max + 1), one.overlap());
  }

  private void activate(Message.Activate message, SimBatch batch) {
    Optional<WorkflowVersion> version =
        message.version() < 0
            ? Optional.empty()
            : Optional.of(message.workflow().versions().get(message.version()));
    Activation activation =
        new Activation(
            "", message.workflow().name(), version.map(WorkflowVersion::hash), Map.of(), batch.now);
    Set<TriggerId> concerned = new LinkedHashSet<>(book.triggersOf(activation));
    concerned.addAll(events.triggersOf(activation));
    if (!world.has(Bug.DUE_LOST_AT_CHANGE)) {
      concerned.forEach(trigger -> decide(trigger, batch, batch.now));
    }
    batch.changes.add(new Change.WorkflowActivated(activation, version));
    Optional<WorkflowGraph> graph = version.map(one -> graph(one.hash()));
    List<TriggerState> changed =
        world.has(Bug.BACK_AS_IT_WAS)
            ? book.goOn(activation, graph, batch.now)
            : book.activate(activation, graph, batch.now);
    changed.forEach(state -> batch.changes.add(new Change.TriggerChanged(state)));
    events.activate(activation, batch);
    concerned.addAll(book.triggersOf(activation));
    concerned.addAll(events.triggersOf(activation));
    batch.promises.add(() -> concerned.forEach(this::setAlarm));
    server.promise(
        batch, Bug.ACTIVATION_ACKED_EARLY, () -> world.oracle().triggers().activated(activation));
  }

  /** The alarm has gone off. */
  private void told(TriggerId trigger, SimBatch batch) {
    Instant now = batch.now;
    if (world.has(Bug.ALARM_TAKEN_FOR_TIME)) {
      now = book.next(trigger).filter(batch.now::isBefore).orElse(batch.now);
    }
    if (world.has(Bug.PAUSE_IGNORED)) {
      book.pause(trigger, false);
    }
    if (world.has(Bug.CURSOR_GOES_BACK) && book.timetable(trigger).isPresent()) {
      TriggerState state = book.state(trigger);
      if (now.isBefore(state.cursor().decided())) {
        batch.changes.add(new Change.TriggerChanged(state.at(Cursor.at(now))));
      }
    }
    decide(trigger, batch, now);
    batch.promises.add(() -> setAlarm(trigger));
  }

  private void due(TriggerId trigger, SimBatch batch) {
    decide(trigger, batch, batch.now);
    batch.promises.add(() -> setAlarm(trigger));
  }

  private void decide(TriggerId trigger, SimBatch batch, Instant now) {
    events.due(trigger, batch);
    TriggerBook.Firing firing = book.due(trigger, now);
    record(firing, batch);
    while (firing.unfinished()) {
      firing = book.due(trigger, now);
      record(firing, batch);
    }
  }

  private void pause(Message.Pause message, SimBatch batch) {
    if (!world.has(Bug.DUE_LOST_AT_CHANGE)) {
      decide(message.trigger(), batch, batch.now);
    }
    book.pause(message.trigger(), message.paused())
        .ifPresent(state -> batch.changes.add(new Change.TriggerChanged(state)));
    events.pause(message.trigger(), message.paused(), batch);
    boolean known = book.timetable(message.trigger()).isPresent();
    due(message.trigger(), batch);
    batch.promises.add(
        () -> {
          if (known) {
            // Of several that were asked for at once, the last one counts.
            boolean paused = book.state(message.trigger()).paused();
            world.oracle().triggers().paused(message.trigger(), paused);
          }
        });
  }

  private void backfill(Message.Backfilled message, SimBatch batch) {
    TriggerId trigger = message.trigger();
    int last = world.store().lastGeneration(trigger);
    Optional<TriggerBook.Firing> firing =
        book.backfill(
            trigger,
            last,
            (timetable, generation) ->
                new Backfill(
                    trigger,
                    timetable,
                    message.from(),
                    message.until(),
                    message.forward() ? Backfill.Order.OLDEST_FIRST : Backfill.Order.LATEST_FIRST,
                    message.limit(),
                    world.has(Bug.GENERATION_SHARED) ? last + 1 : generation),
            batch.now);
    if (firing.isPresent()) {
      record(firing.get(), batch);
      List<RunId> made = firing.get().runs().stream().map(TriggerBook.NewRun::id).toList();
      List<Instant> nominal =
          world.oracle().triggers().range(book.timetable(trigger).orElseThrow(), message);
      server.promise(
          batch,
          Bug.BACKFILL_ACKED_EARLY,
          () -> world.oracle().triggers().backfilled(nominal, made));
    }
  }

  private void record(TriggerBook.Firing firing, SimBatch batch) {
    firing.states().forEach(state -> batch.changes.add(new Change.TriggerChanged(state)));
    firing.runs().forEach(made -> make(made, batch));
    for (OccurrenceRecord occurrence : firing.occurrences()) {
      batch.changes.add(new Change.OccurrenceDecided(occurrence));
    }
    if (!world.has(Bug.REPLACED_GO_ON)) {
      firing.cancelled().forEach(run -> runs.cancel(run, batch));
    }
  }

  private void make(TriggerBook.NewRun made, SimBatch batch) {
    String hash = made.activation().versionHash().orElseThrow();
    RunPlan plan = world.catalogue().plan(hash);
    RunSummary run =
        new RunSummary(
            made.id(),
            made.activation().workflow(),
            hash,
            RunPhase.QUEUED,
            "",
            batch.now,
            Optional.empty());
    world.store().plan(made.id(), plan);
    batch.changes.add(
        new Change.RunCreated(
            run,
            Objects.requireNonNull(world.catalogue().version(hash)),
            Map.of(),
            Map.of(),
            plan.taskIds()));
    if (!world.has(Bug.MADE_NOT_QUEUED) || world.below(5) > 0) {
      runs.enqueue(run, Optional.of(made.occurrence().key()), plan);
    }
  }

  private void setAlarm(TriggerId trigger) {
    book.next(trigger)
        .or(() -> events.next(trigger))
        .ifPresentOrElse(at -> alarm.set(trigger, at), () -> alarm.clear(trigger));
  }
}
