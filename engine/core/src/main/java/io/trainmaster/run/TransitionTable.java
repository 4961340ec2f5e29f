package io.trainmaster.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which event takes which phase where, as data: it answers, checks itself and draws itself.
 *
 * <p>A pair that is not in the table is not an error: with a world that answers late or twice, an
 * event that no longer matters is normal, and {@link #next} gives nothing for it.
 *
 * @param <P> the phases
 * @param <E> the events
 */
public final class TransitionTable<P extends Enum<P>, E extends Enum<E>> {

  private final Class<P> phases;
  private final P start;
  private final Set<P> ends;
  private final Map<Key<P, E>, P> transitions;

  /** The answers, by phase and event: each is asked for often. */
  private final List<List<Optional<P>>> answers;

  private TransitionTable(Class<P> phases, P start, Set<P> ends, Map<Key<P, E>, P> transitions) {
    this.phases = phases;
    this.start = start;
    this.ends = ends;
    this.transitions = transitions;
    this.answers = Arrays.stream(phases.getEnumConstants()).map(this::answers).toList();
  }

  private List<Optional<P>> answers(P from) {
    E[] events =
        transitions.keySet().iterator().next().event().getDeclaringClass().getEnumConstants();
    return Arrays.stream(events)
        .map(event -> Optional.ofNullable(transitions.get(new Key<>(from, event))))
        .toList();
  }

  /** A row of the table. */
  public record Transition<P, E>(P from, E event, P to) {}

  private record Key<P, E>(P from, E event) {}

  /** Where an event takes a phase; empty where it has no effect. */
  public Optional<P> next(P from, E event) {
    return answers.get(from.ordinal()).get(event.ordinal());
  }

  /** Every row, in the order they were written. */
  public List<Transition<P, E>> transitions() {
    List<Transition<P, E>> rows = new ArrayList<>();
    transitions.forEach((key, to) -> rows.add(new Transition<>(key.from(), key.event(), to)));
    return rows;
  }

  /** The table as a Mermaid state diagram. */
  public String mermaid() {
    StringBuilder out = new StringBuilder("stateDiagram-v2\n");
    out.append("  [*] --> ").append(start).append('\n');
    for (Transition<P, E> row : transitions()) {
      out.append("  %s --> %s: %s%n".formatted(row.from(), row.to(), word(row.event())));
    }
    ends.forEach(end -> out.append("  ").append(end).append(" --> [*]\n"));
    return out.toString().replace("\r\n", "\n");
  }

  private static String word(Enum<?> event) {
    return event.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }

  /** Begins a table. */
  public static <P extends Enum<P>, E extends Enum<E>> Builder<P, E> of(Class<P> phases, P start) {
    return new Builder<>(phases, start);
  }

  /** Collects rows. */
  public static final class Builder<P extends Enum<P>, E extends Enum<E>> {
    private final Class<P> phases;
    private final P start;
    private final Map<Key<P, E>, P> rows = new LinkedHashMap<>();

    private Builder(Class<P> phases, P start) {
      this.phases = phases;
      this.start = start;
    }

    /** In {@code from}, {@code event} leads to {@code to}. */
    public Builder<P, E> on(P from, E event, P to) {
      if (rows.put(new Key<>(from, event), to) != null) {
        throw new IllegalStateException(from + " has two ways to go on " + event);
      }
      return this;
    }

    /**
     * The table, once it has been checked: each phase can be reached from the first, and from each
     * phase one of the ends.
     */
    public TransitionTable<P, E> endingIn(Set<P> ends) {
      var table =
          new TransitionTable<>(phases, start, EnumSet.copyOf(ends), new LinkedHashMap<>(rows));
      table.check();
      return table;
    }
  }

  private void check() {
    Set<P> reached = reach(start);
    for (P phase : phases.getEnumConstants()) {
      if (!reached.contains(phase)) {
        throw new IllegalStateException(phase + " can't be reached");
      }
      if (reach(phase).stream().noneMatch(ends::contains)) {
        throw new IllegalStateException(phase + " has no way to an end");
      }
    }
  }

  private Set<P> reach(P from) {
    Set<P> seen = EnumSet.of(from);
    Deque<P> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      P phase = open.pop();
      transitions.forEach(
          (key, to) -> {
            if (key.from() == phase && seen.add(to)) {
              open.push(to);
            }
          });
    }
    return seen;
  }
}
