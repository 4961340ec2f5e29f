package io.trainmaster.sim;

import java.util.EnumSet;
import java.util.Set;

/**
 * Plays stories and says how many steps a second that is. Arguments: how many stories, the first
 * seed, and the names of bugs to plant. The first violation ends it.
 */
public final class SimulationBenchmark {
  private SimulationBenchmark() {}

  /** Prints steps and steps per second. */
  public static void main(String[] arguments) {
    long stories = arguments.length > 0 ? Long.parseLong(arguments[0]) : 10_000;
    long first = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
    Set<Bug> bugs = EnumSet.noneOf(Bug.class);
    for (int i = 2; i < arguments.length; i++) {
      bugs.add(Bug.valueOf(arguments[i]));
    }
    long steps = 0;
    long start = System.nanoTime();
    for (long seed = first; seed < first + stories; seed++) {
      World.Result result = World.play(Setup.of(seed), bugs);
      steps += result.steps();
      if (result.violation().isPresent()) {
        System.out.println(
            "seed " + seed + ": " + result.violation().get() + " after " + result.steps());
        System.exit(1);
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf("%,d stories, %,d steps, %,.0f steps/s%n", stories, steps, steps / seconds);
  }
}
