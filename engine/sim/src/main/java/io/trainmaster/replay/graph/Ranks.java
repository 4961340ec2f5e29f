package io.trainmaster.replay.graph;

import java.util.List;

/** How far tasks are from the end and from the start of a graph (Topcuoglu et al., 2002). */
final class Ranks {

  private Ranks() {}

  /** The longest way from a task to the end, the task included, with mean costs: rank_u. */
  static double[] upward(TaskGraph graph) {
    double[] ranks = new double[graph.tasks()];
    List<Integer> order = graph.order();
    for (int i = order.size() - 1; i >= 0; i--) {
      int task = order.get(i);
      double below = 0;
      for (TaskGraph.Edge edge : graph.children(task)) {
        below = Math.max(below, edge.transfer() + ranks[edge.to()]);
      }
      ranks[task] = graph.meanCost(task) + below;
    }
    return ranks;
  }

  /** The longest way from the start to a task, the task not included, with mean costs: rank_d. */
  static double[] downward(TaskGraph graph) {
    double[] ranks = new double[graph.tasks()];
    for (int task : graph.order()) {
      for (TaskGraph.Edge edge : graph.parents(task)) {
        int parent = edge.from();
        double above = ranks[parent] + graph.meanCost(parent) + edge.transfer();
        ranks[task] = Math.max(ranks[task], above);
      }
    }
    return ranks;
  }
}
