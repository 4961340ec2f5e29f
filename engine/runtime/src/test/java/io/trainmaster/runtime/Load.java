package io.trainmaster.runtime;

import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.model.WorkflowVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

/**
 * A graph of tasks whose bodies do nothing, and how it went: each body reports here, whoever runs
 * it. Safe for use from several threads.
 */
final class Load {

  private final WorkflowVersion version;
  private final Map<String, Integer> indices = new HashMap<>();
  private final int[][] dependencies;
  private final int[][] dependents;
  private final AtomicIntegerArray bodies;
  private final AtomicIntegerArray open;
  private final long[] ranAt;
  private volatile long startedAt;
  private int left = Integer.MAX_VALUE;

  Load(WorkflowGraph graph) {
    this(WorkflowVersion.of(graph, "", "benchmark.train"));
  }

  private Load(WorkflowVersion version) {
    this.version = version;
    List<TaskSpec> tasks = version.graph().tasks();
    for (TaskSpec task : tasks) {
      indices.put(task.id().value(), indices.size());
    }
    this.dependencies = new int[tasks.size()][];
    this.dependents = new int[tasks.size()][0];
    this.bodies = new AtomicIntegerArray(tasks.size());
    this.open = new AtomicIntegerArray(tasks.size());
    this.ranAt = new long[tasks.size()];
    for (int i = 0; i < tasks.size(); i++) {
      dependencies[i] =
          tasks.get(i).after().stream().mapToInt(task -> index(task.value())).toArray();
      open.set(i, dependencies[i].length);
      for (int dependency : dependencies[i]) {
        int[] others = dependents[dependency];
        dependents[dependency] = Arrays.copyOf(others, others.length + 1);
        dependents[dependency][others.length] = i;
      }
    }
  }

  /** The same, of which nothing has run yet. */
  Load again() {
    return new Load(version);
  }

  WorkflowVersion version() {
    return version;
  }

  int size() {
    return ranAt.length;
  }

  int index(String task) {
    return indices.get(task);
  }

  /** The clock begins to run; gives the tasks that depend on no other. */
  List<Integer> start() {
    startedAt = System.nanoTime();
    List<Integer> roots = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      if (dependencies[i].length == 0) {
        roots.add(i);
      }
    }
    return roots;
  }

  /** Only so many bodies come to their ends; for an engine, whose bodies run in one thread. */
  void endAfter(int bodies) {
    left = bodies;
  }

  /** A task's body, which is over at once, or else never. */
  boolean run(int task) {
    if (left-- <= 0) {
      return false;
    }
    bodies.incrementAndGet(task);
    ranAt[task] = System.nanoTime();
    return true;
  }

  /** When the first body ran, by the clock of {@link System#nanoTime}. */
  long firstNanos() {
    return Arrays.stream(ranAt).filter(at -> at != 0).min().orElseThrow();
  }

  /** How many bodies have come to their ends. */
  int bodies() {
    return IntStream.range(0, size()).map(bodies::get).sum();
  }

  /** The tasks for which a body was the last that they waited for; for a peer without graphs. */
  List<Integer> readyAfter(int task) {
    List<Integer> ready = new ArrayList<>();
    for (int dependent : dependents[task]) {
      if (open.decrementAndGet(dependent) == 0) {
        ready.add(dependent);
      }
    }
    return ready;
  }

  /** Seconds since the start. */
  double seconds() {
    return (System.nanoTime() - startedAt) / 1e9;
  }

  /**
   * Milliseconds from the moment when the last of a task's dependencies was over to its own body,
   * sorted; of a task without any, from the start.
   */
  double[] latencies() {
    double[] millis = new double[size()];
    for (int i = 0; i < millis.length; i++) {
      long ready = Arrays.stream(dependencies[i]).mapToLong(task -> ranAt[task]).max().orElse(0);
      millis[i] = (ranAt[i] - (dependencies[i].length == 0 ? startedAt : ready)) / 1e6;
    }
    Arrays.sort(millis);
    return millis;
  }

  /**
   * Everything ran once.
   *
   * @throws IllegalStateException where it didn't: a rate alone would hide that
   */
  void requireEachBodyOnce(String whose) {
    for (int i = 0; i < size(); i++) {
      if (bodies.get(i) != 1) {
        throw new IllegalStateException(
            "%s ran task %d of %d %d times".formatted(whose, i, size(), bodies.get(i)));
      }
    }
  }
}
