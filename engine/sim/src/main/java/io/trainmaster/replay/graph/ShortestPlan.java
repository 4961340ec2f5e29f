package io.trainmaster.replay.graph;

import java.util.List;

/**
 * Our schedules: plans with each of several policies and keeps the shortest, the first of such. So
 * none is longer than that of {@link EarliestFinish}, and planning takes as long as all together.
 * The others are {@link CriticalPath}, {@link OptimisticCost}, and one between the first and the
 * last: tasks in the order of the one, on the machine that the other would choose, which looks
 * ahead without letting tasks that are far from the end wait.
 */
public final class ShortestPlan implements GraphPolicy {

  private static final List<GraphPolicy> POLICIES =
      List.of(
          new EarliestFinish(),
          new CriticalPath(),
          new OptimisticCost(),
          ShortestPlan::lookingAhead);

  @Override
  public GraphSchedule schedule(TaskGraph graph) {
    GraphSchedule shortest = POLICIES.get(0).schedule(graph);
    for (GraphPolicy policy : POLICIES.subList(1, POLICIES.size())) {
      GraphSchedule other = policy.schedule(graph);
      shortest = other.makespan() < shortest.makespan() ? other : shortest;
    }
    return shortest;
  }

  private static GraphSchedule lookingAhead(TaskGraph graph) {
    double[][] table = OptimisticCost.table(graph);
    return ListScheduling.run(
        graph,
        Ranks.upward(graph),
        (schedule, task, on) -> schedule.earliestEnd(task, on) + table[task][on]);
  }
}
