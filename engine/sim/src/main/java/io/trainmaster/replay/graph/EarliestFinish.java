package io.trainmaster.replay.graph;

/**
 * The task that is farthest from the end first, on the machine where it ends first (HEFT:
 * Topcuoglu, Hariri and Wu, "Performance-Effective and Low-Complexity Task Scheduling for
 * Heterogeneous Computing", IEEE TPDS 2002).
 */
public final class EarliestFinish implements GraphPolicy {

  @Override
  public GraphSchedule schedule(TaskGraph graph) {
    return ListScheduling.run(graph, Ranks.upward(graph), GraphSchedule::earliestEnd);
  }
}
