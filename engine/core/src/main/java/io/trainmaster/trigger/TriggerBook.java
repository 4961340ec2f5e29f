package io.trainmaster.trigger;

import io.trainmaster.model.Trigger;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.run.RunId;
import io.trainmaster.time.Backfill;
import io.trainmaster.time.Cursor;
import io.trainmaster.time.Misfires;
import io.trainmaster.time.Occurrence;
import io.trainmaster.time.Timetable;
import io.trainmaster.time.TriggerId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The schedules that are active. Told the time, it decides which occurrences are due and what
 * becomes of each, by its schedule's {@code misfire} and {@code overlap}. For one thread at a time.
 *
 * <p>What it decides must become durable as a whole, with the runs that it asks for, and before
 * anything else is decided from it: then an occurrence has one run or none, whatever is cut off.
 */
public final class TriggerBook {

  private final ZoneId zone;
  private final Function<String, RunId> names;
  private final RunQueue queue;
  private final Map<TriggerId, Entry> entries = new LinkedHashMap<>();

  /** Of every trigger that was ever active: one may come back. */
  private final Map<TriggerId, TriggerState> states = new HashMap<>();

  private final DueTimes due = new DueTimes();

  /** The last generation of each trigger that was given, be it durable by now or not. */
  private final Map<TriggerId, Integer> generations = new HashMap<>();

  /**
   * A book without triggers.
   *
   * @param zone the zone of schedules that name none
   * @param names gives a new run of a workflow its name
   * @param queue the runs that wait or are under way; the book only asks it, and the runs that it
   *     decides on are to be added to it in their order
   */
  public TriggerBook(ZoneId zone, Function<String, RunId> names, RunQueue queue) {
    this.zone = zone;
    this.names = names;
    this.queue = queue;
  }

  private record Entry(Activation activation, Trigger.Schedule schedule, Timetable timetable) {}

  /** Goes on from what is stored of triggers. */
  public void remember(Collection<TriggerState> stored) {
    stored.forEach(state -> states.put(state.id(), state));
  }

  /**
   * What was decided.
   *
   * @param states of the triggers that have moved on
   * @param occurrences what became of each occurrence, in order
   * @param runs the runs that are to be made, in order; each is of one of the occurrences
   * @param cancelled the runs that are to be stopped, because others take their place
   * @param unfinished whether the same trigger has more to be decided now
   */
  public record Firing(
      List<TriggerState> states,
      List<OccurrenceRecord> occurrences,
      List<NewRun> runs,
      List<RunId> cancelled,
      boolean unfinished) {
    /** Copies the lists. */
    public Firing {
      states = List.copyOf(states);
      occurrences = List.copyOf(occurrences);
      runs = List.copyOf(runs);
      cancelled = List.copyOf(cancelled);
    }

    static final Firing NOTHING = new Firing(List.of(), List.of(), List.of(), List.of(), false);
  }

  /** A run that is to be made, of the version that is active. */
  public record NewRun(RunId id, Activation activation, Occurrence occurrence) {}

  /**
   * Makes a version's schedules the active ones of its workflow and environment, in place of those
   * before. A schedule that was there goes on from where it was. One whose times have changed, or
   * that was not active for a while, begins anew at now; the interval of its first run still begins
   * where that of the last one ended.
   *
   * @param graph the version's; empty where the workflow is taken out of use
   * @return what is to be stored of its triggers
   */
  public List<TriggerState> activate(
      Activation activation, Optional<WorkflowGraph> graph, Instant now) {
    return put(activation, graph, now, false);
  }

  /**
   * Goes on with a version that had been made the active one before this book was opened: each of
   * its schedules goes on from where it was.
   *
   * @return as {@link #activate}
   */
  public List<TriggerState> goOn(
      Activation activation, Optional<WorkflowGraph> graph, Instant now) {
    return put(activation, graph, now, true);
  }

  private List<TriggerState> put(
      Activation activation, Optional<WorkflowGraph> graph, Instant now, boolean wasActive) {
    Map<TriggerId, Entry> before = new HashMap<>();
    for (TriggerId trigger : triggersOf(activation)) {
      before.put(trigger, entries.remove(trigger));
      due.set(trigger, Optional.empty());
    }
    List<TriggerState> changed = new ArrayList<>();
    int number = 0;
    for (Trigger.Schedule schedule : graph.map(WorkflowGraph::schedules).orElse(List.of())) {
      TriggerId id = id(activation, ++number);
      Timetable timetable = Timetable.of(schedule, zone);
      entries.put(id, new Entry(activation, schedule, timetable));
      Entry known = before.get(id);
      boolean goesOn = known == null ? wasActive : known.timetable().equals(timetable);
      TriggerState state = state(id, timetable, goesOn, now);
      if (!state.equals(states.get(id))) {
        changed.add(state);
      }
      put(state);
    }
    return changed;
  }

  private TriggerState state(TriggerId id, Timetable timetable, boolean goesOn, Instant now) {
    TriggerState stored = states.get(id);
    if (stored == null) {
      return new TriggerState(id, Cursor.activated(timetable, now), false);
    }
    return goesOn ? stored : stored.at(stored.cursor().changed(now));
  }

  /** A trigger has moved on. */
  private void put(TriggerState state) {
    states.put(state.id(), state);
    due.set(
        state.id(),
        phase(state.id()) == TriggerPhase.ACTIVE
            ? timetable(state.id()).flatMap(times -> times.next(state.cursor().decided()))
            : Optional.empty());
  }

  /** Where a trigger stands. */
  public TriggerPhase phase(TriggerId trigger) {
    TriggerState state = states.get(trigger);
    return TriggerPhase.of(entries.containsKey(trigger), state != null && state.paused());
  }

  /** The active triggers of an activation's workflow and environment. */
  public List<TriggerId> triggersOf(Activation activation) {
    return entries.entrySet().stream()
        .filter(entry -> isOf(entry.getValue().activation(), activation))
        .map(Map.Entry::getKey)
        .toList();
  }

  static boolean isOf(Activation one, Activation other) {
    return one.workflow().equals(other.workflow()) && one.environment().equals(other.environment());
  }

  /** The name of a workflow's schedule: its place among the workflow's schedules, from 1. */
  static TriggerId id(Activation activation, int number) {
    return id(activation, "schedule-" + number);
  }

  /** The name of a workflow's trigger in an environment. */
  static TriggerId id(Activation activation, String name) {
    String place = activation.environment().isEmpty() ? "" : "@" + activation.environment();
    return new TriggerId(activation.workflow() + place + "/" + name);
  }

  /** The active triggers. */
  public List<TriggerId> triggers() {
    return List.copyOf(entries.keySet());
  }

  /** When a trigger is due, by its schedule; empty where it isn't active. */
  public Optional<Timetable> timetable(TriggerId trigger) {
    return Optional.ofNullable(entries.get(trigger)).map(Entry::timetable);
  }

  /** When a trigger is due next; empty where it never is, is paused, or isn't active. */
  public Optional<Instant> next(TriggerId trigger) {
    return due.of(trigger);
  }

  /** When the first of the triggers is due; empty where none is. */
  public Optional<Instant> next() {
    return due.first();
  }

  /** The triggers that are due now, whoever has noticed. */
  public List<TriggerId> overdue(Instant now) {
    return due.until(now);
  }

  /**
   * What is known of an active trigger.
   *
   * @throws IllegalArgumentException where it isn't active
   */
  public TriggerState state(TriggerId trigger) {
    TriggerState state = states.get(trigger);
    if (state == null) {
      throw new IllegalArgumentException("There is no trigger " + trigger + ".");
    }
    return state;
  }

  /** Decides what of a trigger is due now. */
  public Firing due(TriggerId trigger, Instant now) {
    Entry entry = entries.get(trigger);
    if (entry == null || phase(trigger) != TriggerPhase.ACTIVE) {
      return Firing.NOTHING;
    }
    Cursor cursor = state(trigger).cursor();
    Misfires.Due decided =
        Misfires.of(trigger, entry.schedule(), entry.timetable()).due(cursor, now);
    if (decided.cursor().equals(cursor)) {
      return Firing.NOTHING;
    }
    TriggerState state = state(trigger).at(decided.cursor());
    put(state);
    return deciding(trigger, entry.activation(), entry.schedule().overlap(), 0, now)
        .all(decided.occurrences(), List.of(state), decided.more());
  }

  private Deciding deciding(
      TriggerId trigger,
      Activation activation,
      Trigger.Overlap overlap,
      int generation,
      Instant now) {
    return new Deciding(names, activation, overlap, queue.live(trigger, generation), now);
  }

  /**
   * Lets a trigger rest for a while, or go on; what was due meanwhile has been missed, and the
   * schedule's {@code misfire} decides about it.
   *
   * @return what is to be stored; empty where it isn't active or nothing changes
   */
  public Optional<TriggerState> pause(TriggerId trigger, boolean paused) {
    TriggerEvent event = paused ? TriggerEvent.PAUSE : TriggerEvent.GO_ON;
    if (TriggerMachine.TRIGGER.next(phase(trigger), event).isEmpty()) {
      return Optional.empty();
    }
    TriggerState state = new TriggerState(trigger, state(trigger).cursor(), paused);
    put(state);
    return Optional.of(state);
  }

  /**
   * The occurrences of a range, to be run one after another.
   *
   * @param lastGeneration the highest that the trigger's stored occurrences have
   * @param range gives the backfill for the trigger's timetable and the generation it is to have
   * @return what was decided; empty where the trigger isn't active
   */
  public Optional<Firing> backfill(
      TriggerId trigger,
      int lastGeneration,
      BiFunction<Timetable, Integer, Backfill> range,
      Instant now) {
    Entry entry = entries.get(trigger);
    if (entry == null) {
      return Optional.empty();
    }
    // One that was given and isn't stored yet is taken, too.
    int generation = Math.max(lastGeneration, generations.getOrDefault(trigger, 0)) + 1;
    generations.put(trigger, generation);
    Backfill backfill = range.apply(entry.timetable(), generation);
    return Optional.of(
        deciding(trigger, entry.activation(), Trigger.Overlap.QUEUE, backfill.generation(), now)
            .all(backfill.occurrences(), List.of(), false));
  }
}
