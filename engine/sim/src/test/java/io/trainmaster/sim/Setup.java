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
 * @param schedules how many workflows have schedules
 * @param events how many workflows run on events
 * @param servers how many servers there are; where there are several, who leads has a lease
 * @param nodes how many nodes there are
 * @param limit the most runs under way at once
 * @param faults what may go wrong
 * @param chaosMillis how long things go wrong; after that all is well, and everything must end
 */
record Setup(
    long seed,
    int variation,
    int runs,
    int tasks,
    int schedules,
    int events,
    int servers,
    int nodes,
    int limit,
    Set<Fault> faults,
    long chaosMillis) {

  private static final long A_MINUTE = 60_000;

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
    int schedules = random.nextInt(5) < 2 ? 1 + random.nextInt(2) : 0;
    int runs = 1 + random.nextInt(4);
    int tasks = 1 + random.nextInt(10);
    int servers = random.nextInt(3) == 0 ? 2 + random.nextInt(2) : 1;
    int limit = random.nextBoolean() ? 1 + random.nextInt(3) : 50;
    int events = random.nextInt(5) < 2 ? 1 + random.nextInt(2) : 0;
    int nodes = random.nextInt(3) == 0 ? 2 + random.nextInt(2) : 1;
    return new Setup(
        seed,
        0,
        runs,
        tasks,
        schedules,
        events,
        servers,
        nodes,
        limit,
        faults,
        schedules + events > 0 ? 20 * A_MINUTE : A_MINUTE);
  }

  /** Whether there is anything left to tell. */
  boolean isStory() {
    return runs >= 0
        && runs + schedules + events > 0
        && tasks > 0
        && schedules >= 0
        && events >= 0
        && servers > 0
        && nodes > 0
        && chaosMillis >= 1_000;
  }

  Setup with(int newRuns, int newTasks, int newSchedules, int newServers) {
    return new Setup(
        seed,
        variation,
        newRuns,
        newTasks,
        newSchedules,
        events,
        newServers,
        nodes,
        limit,
        faults,
        chaosMillis);
  }

  Setup withEvents(int newEvents) {
    return new Setup(
        seed,
        variation,
        runs,
        tasks,
        schedules,
        newEvents,
        servers,
        nodes,
        limit,
        faults,
        chaosMillis);
  }

  Setup withNodes(int newNodes) {
    return new Setup(
        seed,
        variation,
        runs,
        tasks,
        schedules,
        events,
        servers,
        newNodes,
        limit,
        faults,
        chaosMillis);
  }

  Setup without(Fault fault) {
    EnumSet<Fault> fewer = EnumSet.noneOf(Fault.class);
    faults.stream().filter(other -> other != fault).forEach(fewer::add);
    return new Setup(
        seed, variation, runs, tasks, schedules, events, servers, nodes, limit, fewer, chaosMillis);
  }

  Setup shorter() {
    return new Setup(
        seed,
        variation,
        runs,
        tasks,
        schedules,
        events,
        servers,
        nodes,
        limit,
        faults,
        chaosMillis / 2);
  }

  Setup varied(int newVariation) {
    return new Setup(
        seed,
        newVariation,
        runs,
        tasks,
        schedules,
        events,
        servers,
        nodes,
        limit,
        faults,
        chaosMillis);
  }
}
