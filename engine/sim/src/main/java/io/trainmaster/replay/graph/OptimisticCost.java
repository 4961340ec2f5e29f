package io.trainmaster.replay.graph;

import java.util.Arrays;
import java.util.List;

/**
 * Looks ahead: a task goes where its own end plus the shortest way from there to the end of the
 * graph is least (PEFT: Arabnejad and Barbosa, "List Scheduling Algorithm for Heterogeneous Systems
 * by an Optimistic Cost Table", IEEE TPDS 2014).
 */
public final class OptimisticCost implements GraphPolicy {

  @Override
  public GraphSchedule schedule(TaskGraph graph) {
    double[][] table = table(graph);
    double[] priority = new double[graph.tasks()];
    Arrays.setAll(priority, task -> Arrays.stream(table[task]).sum() / graph.machines());
    return ListScheduling.run(
        graph, priority, (schedule, task, on) -> schedule.earliestEnd(task, on) + table[task][on]);
  }

  /**
   * For each task on each machine, the longest of the shortest ways from its end to that of the
   * graph, if every child could be where it is best.
   */
  static double[][] table(TaskGraph graph) {
    double[][] table = new double[graph.tasks()][graph.machines()];
    List<Integer> order = graph.order();
    for (int i = order.size() - 1; i >= 0; i--) {
      int task = order.get(i);
      for (int machine = 0; machine < graph.machines(); machine++) {
        for (TaskGraph.Edge edge : graph.children(task)) {
          double shortest = shortest(graph, table, edge, machine);
          table[task][machine] = Math.max(table[task][machine], shortest);
        }
      }
    }
    return table;
  }

  private static double shortest(TaskGraph graph, double[][] table, TaskGraph.Edge edge, int from) {
    double shortest = Double.POSITIVE_INFINITY;
    for (int machine = 0; machine < graph.machines(); machine++) {
      double transfer = machine == from ? 0 : edge.transfer();
      double here = table[edge.to()][machine] + graph.cost(edge.to(), machine) + transfer;
      shortest = Math.min(shortest, here);
    }
    return shortest;
  }
}
