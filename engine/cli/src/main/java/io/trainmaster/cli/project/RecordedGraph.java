package io.trainmaster.cli.project;

import io.trainmaster.json.WfInstance;
import io.trainmaster.replay.graph.TaskGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A recorded execution as a graph to be scheduled: on four machines, of which one is twice and one
 * four times as fast as the two others, which take as long as was recorded; between two machines
 * there is 1 Gbit a second.
 */
public final class RecordedGraph {

  private static final double[] SPEEDS = {1, 1, 2, 4};
  private static final double BYTES_PER_SECOND = 1e9 / 8;

  private RecordedGraph() {}

  /** The graph; tasks have the order of the execution, times are seconds. */
  public static TaskGraph of(WfInstance instance) {
    List<WfInstance.Task> tasks = instance.tasks();
    double[][] cost = new double[tasks.size()][SPEEDS.length];
    List<TaskGraph.Edge> edges = new ArrayList<>();
    Map<String, Integer> numbers = new HashMap<>();
    for (int number = 0; number < cost.length; number++) {
      WfInstance.Task task = tasks.get(number);
      numbers.put(task.id(), number);
      for (int machine = 0; machine < SPEEDS.length; machine++) {
        cost[number][machine] = task.seconds() / SPEEDS[machine];
      }
      for (String parent : task.parents()) {
        double transfer = task.received().getOrDefault(parent, 0L) / BYTES_PER_SECOND;
        edges.add(new TaskGraph.Edge(numbers.getOrDefault(parent, -1), number, transfer));
      }
    }
    return new TaskGraph(cost, edges);
  }
}
