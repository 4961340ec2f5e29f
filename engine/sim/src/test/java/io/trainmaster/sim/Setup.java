package io.trainmaster.sim;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;

/**
 * What a story is made of.
 *
 * @param seed what chance makes of it
 * @param variation another course of chance with the same seed
 * @param runs how many runs are asked for
 * @param tasks the most tasks that a workflow has
 * @param faults what may go wrong
 * @param chaosMillis how long things go wrong; after that all is well, and everything must end
 */
record Setup(long seed, int variation, int runs, int tasks, Set<Fault> faults, long chaosMillis) {

  Setup {
    faults = Collections.unmodifiableSet(faults);
  }

  /** The story of a seed: of each kind of fault it has either none or some, drawn by chance. */
  static Setup of(long seed) {
    Random random = new Random(seed);
    EnumSet<Fault> faults = EnumSet.noneOf(Fault.class);
    for (Fault fault : Fault.values()) {
      if (random.nextInt(5) < 2) {
        faults.add(fault);
      }
    }
    return new Setup(seed, 0, 1 + random.nextInt(4), 1 + random.nextInt(10), faults, 60_000);
  }

  Setup with(int newRuns, int newTasks) {
    return new Setup(seed, variation, newRuns, newTasks, faults, chaosMillis);
  }

  Setup without(Fault fault) {
    EnumSet<Fault> fewer = EnumSet.noneOf(Fault.class);
    faults.stream().filter(other -> other != fault).forEach(fewer::add);
    return new Setup(seed, variation, runs, tasks, fewer, chaosMillis);
  }

  Setup shorter() {
    return new Setup(seed, variation, runs, tasks, faults, chaosMillis / 2);
  }

  Setup varied(int newVariation) {
    return new Setup(seed, newVariation, runs, tasks, faults, chaosMillis);
  }
}
