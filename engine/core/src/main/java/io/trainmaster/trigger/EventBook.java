package io.trainmaster.trigger;

import io.trainmaster.model.EvaluationException;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.run.RunId;
import io.trainmaster.time.TriggerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The events that make runs of active workflows. Told what has happened, it decides whether that is
 * new, whether its run is made now, and which cause waits where runs would follow one another too
 * soon. For one thread at a time.
 *
 * <p>What it decides must become durable as a whole, with the runs that it asks for, and before
 * anything else is decided from it: then a cause has one run or none, whatever is cut off.
 */
public final class EventBook {

  private static final Duration APART = Duration.ofMillis(1);

  private final Function<String, RunId> names;
  private final Map<TriggerId, ActiveEvent> entries = new LinkedHashMap<>();

  /** Of every trigger that was ever active: one may come back. */
  private final Map<TriggerId, EventState> states = new HashMap<>();

  private final DueTimes due = new DueTimes();

  /**
   * A book without triggers.
   *
   * @param names gives a new run of a workflow its name
   */
  public EventBook(Function<String, RunId> names) {
    this.names = names;
  }

  /**
   * What was decided.
   *
   * @param states of the triggers that have moved on
   * @param causes those that are new
   * @param occurrences what became of those that wait no longer
   * @param runs the runs that are to be made; each is of one of the occurrences, and its activation
   *     has the parameters that the event sets
   */
  public record Firing(
      List<EventState> states,
      List<Cause> causes,
      List<OccurrenceRecord> occurrences,
      List<TriggerBook.NewRun> runs) {
    /** Copies the lists. */
    public Firing {
      states = List.copyOf(states);
      causes = List.copyOf(causes);
      occurrences = List.copyOf(occurrences);
      runs = List.copyOf(runs);
    }

    static final Firing NOTHING = new Firing(List.of(), List.of(), List.of(), List.of());
  }

  /** Goes on from what is stored of triggers. */
  public void remember(Collection<EventState> stored) {
    stored.forEach(state -> states.put(state.id(), state));
  }

  /**
   * What the events of a version are about, by their triggers' names.
   *
   * @throws EvaluationException where that can't be told, or two are about the same
   */
  public static Map<TriggerId, EventSource> sources(Activation activation, WorkflowGraph graph) {
    Map<TriggerId, EventSource> sources = new LinkedHashMap<>();
    ActiveEvent.of(activation, graph).forEach((id, entry) -> sources.put(id, entry.source()));
    return sources;
  }

  /**
   * When the events of a version make runs, in words and in the order of the text.
   *
   * @throws EvaluationException as {@link #sources}
   */
  public static List<String> words(Activation activation, WorkflowGraph graph) {
    return ActiveEvent.of(activation, graph).values().stream().map(ActiveEvent::words).toList();
  }

  /**
   * The workflows that would make each other run without end if a version became active: each runs
   * when the one before it ends, with no cooldown in between, or is called by it.
   *
   * @param callees the workflows that those of an activation may call, also by way of others
   * @return their names, the first once more as the last; empty where there is no such circle
   */
  public List<String> circle(
      Activation activation, WorkflowGraph graph, Function<Activation, List<String>> callees) {
    List<ActiveEvent> all = new ArrayList<>(ActiveEvent.of(activation, graph).values());
    entries.values().stream()
        .filter(entry -> !TriggerBook.isOf(entry.activation(), activation))
        .forEach(all::add);
    List<Map.Entry<String, String>> follows = new ArrayList<>();
    for (ActiveEvent entry : all) {
      String follower = entry.activation().workflow();
      if (entry.source().kind() == EventSource.Kind.WORKFLOW
          && entry.event().cooldown().isEmpty()) {
        follows.add(Map.entry(entry.source().of(), follower));
        callees
            .apply(entry.activation())
            .forEach(callee -> follows.add(Map.entry(follower, callee)));
      }
    }
    return EventCircle.of(activation.workflow(), follows);
  }

  /**
   * Makes a version's events the active ones of its workflow and environment, in place of those
   * before. One that was there goes on from where it was; one that was not active for a while
   * begins with what is found now.
   *
   * @param graph the version's; empty where the workflow is taken out of use
   * @param found how what the events are about was found just now, as far as it was looked at
   * @throws EvaluationException as {@link #sources}, before anything has changed
   */
  public Firing activate(
      Activation activation,
      Optional<WorkflowGraph> graph,
      Map<TriggerId, EventState.Seen> found,
      Instant now) {
    return put(activation, graph, found, now, false);
  }

  /**
   * Goes on with a version that had been made the active one before this book was opened. One of
   * which it can't be told what its events are about has none.
   */
  public Firing goOn(Activation activation, Optional<WorkflowGraph> graph, Instant now) {
    try {
      return put(activation, graph, Map.of(), now, true);
    } catch (EvaluationException e) {
      return put(activation, Optional.empty(), Map.of(), now, true);
    }
  }

  private Firing put(
      Activation activation,
      Optional<WorkflowGraph> graph,
      Map<TriggerId, EventState.Seen> found,
      Instant now,
      boolean wasActive) {
    Map<TriggerId, ActiveEvent> next =
        graph.map(version -> ActiveEvent.of(activation, version)).orElse(Map.of());
    List<TriggerId> before = triggersOf(activation);
    before.forEach(entries::remove);
    entries.putAll(next);
    List<EventState> changed = new ArrayList<>();
    List<OccurrenceRecord> dropped = new ArrayList<>();
    for (TriggerId id : next.keySet()) {
      Optional<EventState.Seen> seen = Optional.ofNullable(found.get(id));
      EventState stored = states.get(id);
      EventState state =
          stored == null
              ? EventState.activated(id, seen, now)
              : wasActive || before.contains(id) ? stored.notAfter(now) : stored.back(seen, now);
      if (!state.equals(stored)) {
        changed.add(state);
      }
      put(state);
    }
    for (TriggerId id : before) {
      if (!next.containsKey(id)) {
        EventState state = state(id);
        state
            .waiting()
            .ifPresent(
                waiting -> {
                  dropped.add(
                      EventDeciding.dropped(
                          state, waiting.cause(), "It was taken out of use.", now));
                  changed.add(state.waiting(Optional.empty()));
                });
        put(state.waiting(Optional.empty()));
      }
    }
    return new Firing(changed, List.of(), dropped, List.of());
  }

  /** A trigger has moved on. */
  private void put(EventState state) {
    states.put(state.id(), state);
    ActiveEvent entry = entries.get(state.id());
    due.set(
        state.id(),
        entry == null || state.paused() || state.waiting().isEmpty()
            ? Optional.empty()
            : Optional.of(entry.due(state)));
  }

  /** Where a trigger stands. */
  public TriggerPhase phase(TriggerId trigger) {
    EventState state = states.get(trigger);
    return TriggerPhase.of(entries.containsKey(trigger), state != null && state.paused());
  }

  /** The active triggers of an activation's workflow and environment. */
  public List<TriggerId> triggersOf(Activation activation) {
    return entries.entrySet().stream()
        .filter(entry -> TriggerBook.isOf(entry.getValue().activation(), activation))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The active triggers, and what each is about. */
  public Map<TriggerId, EventSource> sources() {
    Map<TriggerId, EventSource> sources = new LinkedHashMap<>();
    entries.forEach((id, entry) -> sources.put(id, entry.source()));
    return sources;
  }

  /** The active triggers that are about something. */
  public List<TriggerId> triggersOn(EventSource.Kind kind, String of) {
    return entries.entrySet().stream()
        .filter(entry -> entry.getValue().source().kind() == kind)
        .filter(entry -> entry.getValue().source().of().equals(of))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** When an active trigger makes runs, in words. */
  public String words(TriggerId trigger) {
    ActiveEvent entry = entries.get(trigger);
    return entry == null ? "" : entry.words();
  }

  /** When the run of the cause that waits is made; empty where none waits, or it rests. */
  public Optional<Instant> next(TriggerId trigger) {
    return due.of(trigger);
  }

  /** When the first run is made of a cause that waits; empty where none waits. */
  public Optional<Instant> next() {
    return due.first();
  }

  /** The triggers whose waiting causes have their time. */
  public List<TriggerId> overdue(Instant now) {
    return due.until(now);
  }

  /**
   * What is known of a trigger.
   *
   * @throws IllegalArgumentException where it was never active
   */
  public EventState state(TriggerId trigger) {
    EventState state = states.get(trigger);
    if (state == null) {
      throw new IllegalArgumentException("There is no trigger " + trigger + ".");
    }
    return state;
  }

  /**
   * Lets a trigger rest for a while, or go on. What happens meanwhile is missed; what waited before
   * goes on waiting, and has its run when the trigger goes on.
   *
   * @return what is to be stored; empty where it isn't active or nothing changes
   */
  public Optional<EventState> pause(TriggerId trigger, boolean paused) {
    TriggerEvent event = paused ? TriggerEvent.PAUSE : TriggerEvent.GO_ON;
    if (TriggerMachine.TRIGGER.next(phase(trigger), event).isEmpty()) {
      return Optional.empty();
    }
    EventState state = state(trigger).paused(paused);
    put(state);
    return Optional.of(state);
  }

  /**
   * Somebody has looked at what a trigger is about. The first look is remembered, and so is one
   * that finds it as it was; a change is a cause.
   */
  public Firing look(TriggerId trigger, Sighting sighting, Instant now) {
    ActiveEvent entry = entries.get(trigger);
    if (entry == null) {
      return Firing.NOTHING;
    }
    EventState state = state(trigger);
    Optional<EventState.Seen> before = state.seen();
    if (before.filter(sighting.seen()::equals).isPresent()) {
      return Firing.NOTHING;
    }
    EventState seen = state.seen(sighting.seen());
    if (before.filter(known -> !known.value().equals(sighting.value())).isPresent()) {
      // What comes back is a change, too.
      String key = (state.changes() + 1) + ":" + sighting.value();
      return cause(entry, seen, key, sighting, now);
    }
    put(seen);
    return new Firing(List.of(seen), List.of(), List.of(), List.of());
  }

  /** Something was delivered that has not been delivered before; its value is its key. */
  public Firing deliver(TriggerId trigger, Sighting delivery, Instant now) {
    ActiveEvent entry = entries.get(trigger);
    return entry == null
        ? Firing.NOTHING
        : cause(entry, state(trigger), delivery.value(), delivery, now);
  }

  /** Decides what of a trigger is due now. */
  public Firing due(TriggerId trigger, Instant now) {
    ActiveEvent entry = entries.get(trigger);
    if (entry == null || next(trigger).filter(at -> !at.isAfter(now)).isEmpty()) {
      return Firing.NOTHING;
    }
    return decided(new EventDeciding(names, entry, state(trigger), now).due());
  }

  private Firing cause(
      ActiveEvent entry, EventState before, String key, Sighting sighting, Instant now) {
    EventState state = before.notAfter(now);
    Instant least = state.noticed().plus(APART);
    Cause cause = new Cause(state.id(), key, now.isBefore(least) ? least : now, sighting.text());
    Map<String, Value> event = new LinkedHashMap<>(sighting.event());
    event.put("at", Value.text(cause.at().toString()));
    return decided(
        new EventDeciding(names, entry, state.noticed(cause.at()), now)
            .cause(new EventState.Waiting(cause, event)));
  }

  private Firing decided(Firing firing) {
    firing.states().forEach(this::put);
    return firing;
  }
}
