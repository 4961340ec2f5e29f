package io.trainmaster.json;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A recorded execution of a workflow, as WfCommons publishes them.
 *
 * @param name what it was called; may be empty
 * @param seconds how long it took; 0 where that isn't recorded
 * @param tasks each after those that it waited for
 */
public record WfInstance(String name, double seconds, List<Task> tasks) {

  public WfInstance {
    tasks = List.copyOf(tasks);
  }

  /**
   * A task of it.
   *
   * @param name several tasks may have the same
   * @param program what it ran, be it a name or a whole script; empty where that isn't recorded
   * @param parents the tasks that it waited for
   * @param seconds how long it took; 0 where that isn't recorded, as with those that follow
   * @param received how many bytes it read of what each of its parents wrote; parents of which it
   *     read nothing are left out
   */
  public record Task(
      String id,
      String name,
      String program,
      Set<String> parents,
      double seconds,
      int cores,
      long memoryBytes,
      Map<String, Long> received) {

    public Task {
      parents = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(parents));
      received = Map.copyOf(received);
    }
  }

  /**
   * An execution whose tasks come in any order.
   *
   * @throws JsonFormatException where two tasks have one name, one waits for a task that isn't
   *     there, or some wait for each other
   */
  static WfInstance of(String name, double seconds, List<Task> tasks) {
    Map<String, Task> byId = new HashMap<>();
    for (Task task : tasks) {
      if (byId.put(task.id(), task) != null) {
        throw new JsonFormatException("There are two tasks `%s`.".formatted(task.id()), null);
      }
    }
    return new WfInstance(name, seconds, ordered(tasks, byId));
  }

  /** Those that wait for nothing first, else in the order in which they were written. */
  private static List<Task> ordered(List<Task> tasks, Map<String, Task> byId) {
    Map<String, Integer> open = new HashMap<>();
    Map<String, List<Task>> children = new HashMap<>();
    Deque<Task> ready = new ArrayDeque<>();
    for (Task task : tasks) {
      open.put(task.id(), task.parents().size());
      for (String parent : task.parents()) {
        if (!byId.containsKey(parent)) {
          throw new JsonFormatException(
              "Task `%s` has a parent `%s`, which isn't there.".formatted(task.id(), parent), null);
        }
        children.computeIfAbsent(parent, id -> new ArrayList<>()).add(task);
      }
      if (task.parents().isEmpty()) {
        ready.add(task);
      }
    }
    List<Task> ordered = new ArrayList<>();
    for (Task task = ready.poll(); task != null; task = ready.poll()) {
      ordered.add(task);
      for (Task child : children.getOrDefault(task.id(), List.of())) {
        if (open.merge(child.id(), -1, Integer::sum) == 0) {
          ready.add(child);
        }
      }
    }
    if (ordered.size() < tasks.size()) {
      throw new JsonFormatException(
          "Its tasks wait for each other in a circle: %s is in it, or waits for it."
              .formatted(firstOpen(tasks, open)),
          null);
    }
    return ordered;
  }

  private static String firstOpen(List<Task> tasks, Map<String, Integer> open) {
    return tasks.stream()
        .map(Task::id)
        .filter(id -> open.getOrDefault(id, 0) > 0)
        .map(id -> "`" + id + "`")
        .findFirst()
        .orElseThrow();
  }
}
