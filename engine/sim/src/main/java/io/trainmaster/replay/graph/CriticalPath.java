package io.trainmaster.replay.graph;

import java.util.HashSet;
import java.util.Set;

/**
 * The critical path on the one machine that does it fastest, other tasks where they end first
 * (CPOP: Topcuoglu, Hariri and Wu, 2002). Tasks go by the length of the longest way that they are
 * on.
 */
public final class CriticalPath implements GraphPolicy {

  @Override
  public GraphSchedule schedule(TaskGraph graph) {
    double[] priority = Ranks.upward(graph);
    double[] downward = Ranks.downward(graph);
    for (int task = 0; task < priority.length; task++) {
      priority[task] += downward[task];
    }
    Set<Integer> critical = critical(graph, priority);
    int machine = fastest(graph, critical);
    return ListScheduling.run(
        graph,
        priority,
        (schedule, task, on) ->
            critical.contains(task) && on != machine
                ? Double.POSITIVE_INFINITY
                : schedule.earliestEnd(task, on));
  }

  /** From the start with the highest priority, each time the child with the highest. */
  private static Set<Integer> critical(TaskGraph graph, double[] priority) {
    Set<Integer> critical = new HashSet<>();
    int at = -1;
    for (int task : graph.order()) {
      boolean starts = graph.parents(task).isEmpty();
      at = starts && (at < 0 || priority[task] > priority[at]) ? task : at;
    }
    while (at >= 0) {
      critical.add(at);
      int next = -1;
      for (TaskGraph.Edge edge : graph.children(at)) {
        next = next < 0 || priority[edge.to()] > priority[next] ? edge.to() : next;
      }
      at = next;
    }
    return critical;
  }

  private static int fastest(TaskGraph graph, Set<Integer> tasks) {
    int fastest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int machine = 0; machine < graph.machines(); machine++) {
      double sum = 0;
      for (int task : tasks) {
        sum += graph.cost(task, machine);
      }
      fastest = sum < least ? machine : fastest;
      least = Math.min(least, sum);
    }
    return fastest;
  }
}
