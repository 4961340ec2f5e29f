package io.trainmaster.replay.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * Puts tasks one after the other: of those whose parents have all been put, the one with the
 * highest priority, on the machine with the lowest value; the first of several in both.
 */
final class ListScheduling {

  private ListScheduling() {}

  /** How bad it is to put a task on a machine next. */
  interface Value {
    double of(GraphSchedule schedule, int task, int machine);
  }

  static GraphSchedule run(TaskGraph graph, double[] priority, Value value) {
    GraphSchedule schedule = new GraphSchedule(graph);
    int[] waiting = new int[graph.tasks()];
    List<Integer> ready = new ArrayList<>();
    for (int task = 0; task < waiting.length; task++) {
      waiting[task] = graph.parents(task).size();
      if (waiting[task] == 0) {
        ready.add(task);
      }
    }
    while (!ready.isEmpty()) {
      int next = highest(ready, priority);
      ready.remove(Integer.valueOf(next));
      schedule.put(next, lowest(schedule, graph, next, value));
      for (TaskGraph.Edge edge : graph.children(next)) {
        if (--waiting[edge.to()] == 0) {
          ready.add(edge.to());
        }
      }
    }
    return schedule;
  }

  private static int highest(List<Integer> ready, double[] priority) {
    int best = ready.get(0);
    for (int task : ready) {
      boolean first = priority[task] == priority[best] && task < best;
      best = priority[task] > priority[best] || first ? task : best;
    }
    return best;
  }

  private static int lowest(GraphSchedule schedule, TaskGraph graph, int task, Value value) {
    int best = 0;
    double lowest = Double.POSITIVE_INFINITY;
    for (int machine = 0; machine < graph.machines(); machine++) {
      double here = value.of(schedule, task, machine);
      best = here < lowest ? machine : best;
      lowest = Math.min(lowest, here);
    }
    return best;
  }
}
