package io.trainmaster.sim;

import java.util.EnumSet;
import java.util.OptionalLong;

/**
 * Plants each bug in turn and says how many seeds it takes until the oracle sees it: a simulation
 * that finds nothing has shown nothing.
 */
public final class PlantedBugs {

  /** More than a bug may take. */
  static final long MOST_SEEDS = 10_000;

  private PlantedBugs() {}

  /** The first seed by which a bug is seen; empty where none of the first ten thousand does. */
  static OptionalLong firstSeed(Bug bug) {
    for (long seed = 1; seed <= MOST_SEEDS; seed++) {
      if (World.play(Setup.of(seed), EnumSet.of(bug)).violation().isPresent()) {
        return OptionalLong.of(seed);
      }
    }
    return OptionalLong.empty();
  }

  /** A line of the table: the bug, the seed, and what the oracle says. */
  static String line(Bug bug, OptionalLong seed) {
    String seen =
        seed.isEmpty()
            ? "not in " + MOST_SEEDS
            : "%5d  %s"
                .formatted(
                    seed.getAsLong(),
                    World.play(Setup.of(seed.getAsLong()), EnumSet.of(bug))
                        .violation()
                        .orElseThrow());
    return "%-26s %s".formatted(bug, seen);
  }

  /** Prints a table of bugs, the first seed that shows each, and what the oracle says. */
  public static void main(String[] arguments) {
    for (Bug bug : Bug.values()) {
      System.out.println(line(bug, firstSeed(bug)));
    }
  }
}
