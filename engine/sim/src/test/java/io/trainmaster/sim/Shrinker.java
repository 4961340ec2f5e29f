package io.trainmaster.sim;

import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Makes a story that goes wrong smaller, as long as it still goes wrong. A smaller story takes
 * another course by chance, so several of its variations are tried.
 */
final class Shrinker {

  private static final int VARIATIONS = 40;

  private final Set<Bug> bugs;

  Shrinker(Set<Bug> bugs) {
    this.bugs = bugs;
  }

  /** The smallest setup that was found; the given one where nothing smaller goes wrong. */
  Setup shrink(Setup failing) {
    Setup smallest = failing;
    Optional<Setup> smaller = step(smallest);
    while (smaller.isPresent()) {
      smallest = smaller.get();
      smaller = step(smallest);
    }
    return smallest;
  }

  private Optional<Setup> step(Setup setup) {
    for (Fault fault : setup.faults()) {
      Optional<Setup> without = tried(setup, s -> s.without(fault));
      if (without.isPresent()) {
        return without;
      }
    }
    return tried(setup, s -> s.with(s.runs() - 1, s.tasks(), s.schedules(), s.servers()))
        .or(() -> tried(setup, s -> s.with(s.runs(), s.tasks() - 1, s.schedules(), s.servers())))
        .or(() -> tried(setup, s -> s.with(s.runs(), s.tasks(), s.schedules() - 1, s.servers())))
        .or(() -> tried(setup, s -> s.withEvents(s.events() - 1)))
        .or(() -> tried(setup, s -> s.with(s.runs(), s.tasks(), s.schedules(), s.servers() - 1)))
        .or(() -> tried(setup, s -> s.withNodes(s.nodes() - 1)))
        .or(() -> tried(setup, Setup::shorter));
  }

  private Optional<Setup> tried(Setup setup, UnaryOperator<Setup> change) {
    Setup changed = change.apply(setup);
    if (!changed.isStory()) {
      return Optional.empty();
    }
    return IntStream.range(0, VARIATIONS)
        .mapToObj(changed::varied)
        .filter(varied -> World.play(varied, bugs).violation().isPresent())
        .findFirst();
  }
}
