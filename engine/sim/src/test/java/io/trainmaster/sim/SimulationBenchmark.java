package io.trainmaster.sim;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.EnumSet;
import java.util.Set;

/**
 * Plays stories and says how many steps a second that is. Arguments: how many stories, the first
 * seed, and the names of bugs to plant. The first violation ends it. Where other programs are busy,
 * look at the steps per second of the thread's own time.
 *
 * <p>Run it as {@code java -cp target/test-classes:../core/target/classes
 * io.trainmaster.sim.SimulationBenchmark 142000}, which is about 10^8 steps.
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
    Coverage coverage = new Coverage();
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = System.nanoTime();
    long cpuStart = threads.getCurrentThreadCpuTime();
    for (long seed = first; seed < first + stories; seed++) {
      World.Result result = World.play(Setup.of(seed), bugs, coverage);
      steps += result.steps();
      if (result.violation().isPresent()) {
        System.out.println(
            "seed " + seed + ": " + result.violation().get() + " after " + result.steps());
        System.exit(1);
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    double busy = (threads.getCurrentThreadCpuTime() - cpuStart) / 1e9;
    System.out.printf(
        "%,d stories, %,d steps, %,.0f steps/s, %,.0f steps/s of the thread's own time%n",
        stories, steps, steps / seconds, steps / busy);
  }
}
