package io.trainmaster.trigger;

import io.trainmaster.model.Trigger;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.run.RunId;
import io.trainmaster.time.Backfill;
import io.trainmaster.time.Cursor;
import io.trainmaster.time.Misfires;
import io.trainmaster.time.Occurrence;
import io.trainmaster.time.Overlaps;
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

    private static final Firing NOTHING =
        new Firing(List.of(), List.of(), List.of(), List.of(), false);
  }

  /** A run that is to be made, of the version that is active. */
  public record NewRun(RunId id, Activation activation, Occurrence occurrence) {}

  /**
   * Makes a version's schedules the active ones of its workflow and environment, in place of those
   * before. A schedule that was there goes on from where it was; one whose times have changed
   * begins anew at now.
   *
   * @param graph the version's; empty where the workflow is taken out of use
   * @return what is to be stored of its triggers
   */
  public List<TriggerState> activate(
      Activation activation, Optional<WorkflowGraph> graph, Instant now) {
    Map<TriggerId, Entry> before = new HashMap<>();
    for (TriggerId trigger : triggersOf(activation)) {
      before.put(trigger, entries.remove(trigger));
    }
    List<TriggerState> changed = new ArrayList<>();
    int number = 0;
    for (Trigger.Schedule schedule : graph.map(TriggerBook::schedules).orElse(List.of())) {
      TriggerId id = id(activation, ++number);
      Timetable timetable = Timetable.of(schedule, zone);
      entries.put(id, new Entry(activation, schedule, timetable));
      TriggerState state = state(id, timetable, Optional.ofNullable(before.get(id)), now);
      if (!state.equals(states.put(id, state))) {
        changed.add(state);
      }
    }
    return changed;
  }

  private TriggerState state(
      TriggerId id, Timetable timetable, Optional<Entry> before, Instant now) {
    TriggerState stored = states.get(id);
    if (stored == null) {
      return new TriggerState(id, Cursor.activated(timetable, now), false);
    }
    boolean changed = before.isPresent() && !before.get().timetable().equals(timetable);
    return changed ? stored.at(stored.cursor().changed(now)) : stored;
  }

  /** The active triggers of an activation's workflow and environment. */
  public List<TriggerId> triggersOf(Activation activation) {
    return entries.entrySet().stream()
        .filter(entry -> isOf(entry.getValue().activation(), activation))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean isOf(Activation one, Activation other) {
    return one.workflow().equals(other.workflow()) && one.environment().equals(other.environment());
  }

  private static List<Trigger.Schedule> schedules(WorkflowGraph graph) {
    return graph.automation().stream()
        .flatMap(automation -> automation.triggers().stream())
        .filter(Trigger.Schedule.class::isInstance)
        .map(Trigger.Schedule.class::cast)
        .toList();
  }

  /** The name of a workflow's schedule: its place among the workflow's schedules, from 1. */
  static TriggerId id(Activation activation, int number) {
    String place = activation.environment().isEmpty() ? "" : "@" + activation.environment();
    return new TriggerId(activation.workflow() + place + "/schedule-" + number);
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
    return Optional.ofNullable(entries.get(trigger))
        .filter(entry -> !state(trigger).paused())
        .flatMap(entry -> entry.timetable().next(state(trigger).cursor().decided()));
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
    if (entry == null || state(trigger).paused()) {
      return Firing.NOTHING;
    }
    Cursor cursor = state(trigger).cursor();
    Misfires.Due due = Misfires.of(trigger, entry.schedule(), entry.timetable()).due(cursor, now);
    if (due.cursor().equals(cursor)) {
      return Firing.NOTHING;
    }
    TriggerState state = state(trigger).at(due.cursor());
    states.put(trigger, state);
    return new Deciding(trigger, entry.activation(), entry.schedule().overlap(), 0, now)
        .all(due.occurrences(), List.of(state), due.more());
  }

  /**
   * Stops a trigger for a while, or lets it go on; what was due meanwhile has been missed, and the
   * schedule's {@code misfire} decides about it.
   *
   * @return what is to be stored; empty where it isn't active or nothing changes
   */
  public Optional<TriggerState> pause(TriggerId trigger, boolean paused) {
    if (!entries.containsKey(trigger) || state(trigger).paused() == paused) {
      return Optional.empty();
    }
    TriggerState state = new TriggerState(trigger, state(trigger).cursor(), paused);
    states.put(trigger, state);
    return Optional.of(state);
  }

  /**
   * The occurrences of a range, to be run one after another.
   *
   * @param range gives the backfill for the trigger's timetable
   * @return what was decided; empty where the trigger isn't active
   */
  public Optional<Firing> backfill(
      TriggerId trigger, Function<Timetable, Backfill> range, Instant now) {
    Entry entry = entries.get(trigger);
    if (entry == null) {
      return Optional.empty();
    }
    Backfill backfill = range.apply(entry.timetable());
    return Optional.of(
        new Deciding(trigger, entry.activation(), Trigger.Overlap.QUEUE, backfill.generation(), now)
            .all(backfill.occurrences(), List.of(), false));
  }

  /** Decides about occurrences of one lane, one after another. */
  private final class Deciding {
    private final Activation activation;
    private final Trigger.Overlap overlap;
    private final Instant now;
    private final Overlaps.Lane lane = new Overlaps.Lane();
    private final Map<RunId, NewRun> runs = new LinkedHashMap<>();
    private final List<OccurrenceRecord> decided = new ArrayList<>();
    private final List<RunId> cancelled = new ArrayList<>();

    Deciding(
        TriggerId trigger,
        Activation activation,
        Trigger.Overlap overlap,
        int generation,
        Instant now) {
      this.activation = activation;
      this.overlap = overlap;
      this.now = now;
      queue.live(trigger, generation).forEach(lane::add);
    }

    Firing all(List<Occurrence> occurrences, List<TriggerState> states, boolean unfinished) {
      occurrences.forEach(this::decide);
      return new Firing(states, decided, List.copyOf(runs.values()), cancelled, unfinished);
    }

    private void decide(Occurrence occurrence) {
      Overlaps.Verdict verdict = lane.decide(overlap, occurrence.key());
      if (verdict instanceof Overlaps.Exists) {
        return;
      } else if (verdict instanceof Overlaps.Drop drop) {
        drop(occurrence, "Run " + drop.because() + " of the same schedule waits or goes on.");
        return;
      } else if (verdict instanceof Overlaps.Replace replace) {
        replace.cancelled().forEach(run -> giveWay(run, occurrence));
        lane.clear();
      }
      RunId run = names.apply(activation.workflow());
      lane.add(new Overlaps.Live(run, occurrence.key()));
      runs.put(run, new NewRun(run, activation, occurrence));
      decided.add(new OccurrenceRecord(occurrence, Optional.of(run), "", now));
    }

    /** A run that was decided on just now is not made in the first place. */
    private void giveWay(RunId run, Occurrence next) {
      NewRun made = runs.remove(run);
      if (made == null) {
        cancelled.add(run);
      } else {
        decided.removeIf(record -> record.run().equals(Optional.of(run)));
        drop(made.occurrence(), "The run of " + next.nominal() + " took its place.");
      }
    }

    private void drop(Occurrence occurrence, String reason) {
      decided.add(new OccurrenceRecord(occurrence, Optional.empty(), reason, now));
    }
  }
}
