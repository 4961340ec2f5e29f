package io.trainmaster.replay.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Which task runs on which machine, and from when to when. Filled task by task, each after those
 * that it waits for; a task may go into a gap before tasks that were put there earlier. For one
 * thread.
 */
public final class GraphSchedule {

  private static final int NOWHERE = -1;

  private final TaskGraph graph;
  private final int[] machine;
  private final double[] start;
  private final List<List<Integer>> byStart = new ArrayList<>();

  GraphSchedule(TaskGraph graph) {
    this.graph = graph;
    this.machine = new int[graph.tasks()];
    this.start = new double[graph.tasks()];
    Arrays.fill(machine, NOWHERE);
    for (int i = 0; i < graph.machines(); i++) {
      byStart.add(new ArrayList<>());
    }
  }

  /** The machine that a task runs on. */
  public int machine(int task) {
    return machine[task];
  }

  /** When a task starts. */
  public double start(int task) {
    return start[task];
  }

  /** When a task ends. */
  public double end(int task) {
    return start[task] + graph.cost(task, machine[task]);
  }

  /** When the last task ends. */
  public double makespan() {
    double last = 0;
    for (int task = 0; task < graph.tasks(); task++) {
      last = Math.max(last, end(task));
    }
    return last;
  }

  /**
   * How many times as long as the shortest that could be: SLR, the schedule length ratio of
   * Topcuoglu et al.
   */
  public double lengthRatio() {
    return makespan() / graph.shortestPossible();
  }

  /** When a task would end on a machine, put into the first gap that it fits into. */
  double earliestEnd(int task, int on) {
    return earliestStart(task, on) + graph.cost(task, on);
  }

  /** Puts a task on a machine as early as it can be. */
  void put(int task, int on) {
    start[task] = earliestStart(task, on);
    machine[task] = on;
    List<Integer> there = byStart.get(on);
    there.add(task);
    there.sort(Comparator.comparingDouble(other -> start[other]));
  }

  private double earliestStart(int task, int on) {
    double from = ready(task, on);
    for (int other : byStart.get(on)) {
      if (from + graph.cost(task, on) <= start[other]) {
        return from;
      }
      from = Math.max(from, end(other));
    }
    return from;
  }

  /** When all data are there. */
  private double ready(int task, int on) {
    double ready = 0;
    for (TaskGraph.Edge edge : graph.parents(task)) {
      double transfer = machine[edge.from()] == on ? 0 : edge.transfer();
      ready = Math.max(ready, end(edge.from()) + transfer);
    }
    return ready;
  }
}
