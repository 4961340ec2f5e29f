package io.trainmaster.replay.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Tasks that wait for others, what each takes on each machine, and what its data take to get from
 * one machine to another, which is nothing on the same one. Tasks and machines are numbered from 0.
 * Times have one unit, whichever that is. Immutable.
 */
public final class TaskGraph {

  private final double[][] cost;
  private final List<List<Edge>> children;
  private final List<List<Edge>> parents;
  private final List<Integer> order;

  /**
   * That one task waits for another.
   *
   * @param transfer what the data take between two machines, whichever they are
   */
  public record Edge(int from, int to, double transfer) {

    public Edge {
      if (!(transfer >= 0)) {
        throw new IllegalArgumentException("Data can't take %s.".formatted(transfer));
      }
    }
  }

  /**
   * A graph.
   *
   * @param cost for each task, what it takes on each machine
   * @throws IllegalArgumentException where there is no task or no machine, an edge leads to a task
   *     that isn't there, or tasks wait for each other
   */
  public TaskGraph(double[][] cost, List<Edge> edges) {
    if (cost.length == 0 || cost[0].length == 0) {
      throw new IllegalArgumentException("A graph needs a task and a machine.");
    }
    this.cost = Arrays.stream(cost).map(double[]::clone).toArray(double[][]::new);
    this.children = lists(cost.length);
    this.parents = lists(cost.length);
    for (Edge edge : edges) {
      if (Math.min(edge.from(), edge.to()) < 0 || Math.max(edge.from(), edge.to()) >= cost.length) {
        throw new IllegalArgumentException("There are no tasks for %s.".formatted(edge));
      }
      children.get(edge.from()).add(edge);
      parents.get(edge.to()).add(edge);
    }
    this.order = sorted();
  }

  /** How many tasks there are. */
  public int tasks() {
    return cost.length;
  }

  /** How many machines there are. */
  public int machines() {
    return cost[0].length;
  }

  /** What a task takes on a machine. */
  public double cost(int task, int machine) {
    return cost[task][machine];
  }

  /** What a task takes on average over all machines. */
  public double meanCost(int task) {
    return Arrays.stream(cost[task]).sum() / machines();
  }

  /** The edges to tasks that wait for this one. */
  public List<Edge> children(int task) {
    return Collections.unmodifiableList(children.get(task));
  }

  /** The edges from tasks that this one waits for. */
  public List<Edge> parents(int task) {
    return Collections.unmodifiableList(parents.get(task));
  }

  /** All tasks, each after those that it waits for. */
  public List<Integer> order() {
    return order;
  }

  /**
   * What no schedule can be shorter than: the longest way through the graph when each task takes
   * what it takes on its best machine and data take nothing.
   */
  public double shortestPossible() {
    double[] ends = new double[tasks()];
    double longest = 0;
    for (int task : order) {
      double start = 0;
      for (Edge edge : parents(task)) {
        start = Math.max(start, ends[edge.from()]);
      }
      ends[task] = start + Arrays.stream(cost[task]).min().orElseThrow();
      longest = Math.max(longest, ends[task]);
    }
    return longest;
  }

  private static List<List<Edge>> lists(int tasks) {
    List<List<Edge>> lists = new ArrayList<>();
    for (int task = 0; task < tasks; task++) {
      lists.add(new ArrayList<>());
    }
    return lists;
  }

  private List<Integer> sorted() {
    int[] waiting = new int[tasks()];
    List<Integer> sorted = new ArrayList<>();
    for (int task = 0; task < waiting.length; task++) {
      waiting[task] = parents.get(task).size();
      if (waiting[task] == 0) {
        sorted.add(task);
      }
    }
    for (int at = 0; at < sorted.size(); at++) {
      for (Edge edge : children.get(sorted.get(at))) {
        if (--waiting[edge.to()] == 0) {
          sorted.add(edge.to());
        }
      }
    }
    if (sorted.size() < tasks()) {
      throw new IllegalArgumentException("Some tasks wait for each other.");
    }
    return List.copyOf(sorted);
  }
}
