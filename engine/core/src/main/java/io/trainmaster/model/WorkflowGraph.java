package io.trainmaster.model;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A workflow, checked and compiled: what a run follows. It can't have a cycle, since a task may
 * name only tasks that stand before it in {@link #tasks()}.
 *
 * @param name the workflow's name
 * @param documentation the text of its {@code ///} comment
 * @param parameters in the order they were declared
 * @param tasks in an order in which they could run one by one
 * @param result what a run gives, where the workflow returns something
 * @param automation why runs begin by themselves and who hears of them, where the workflow says so
 */
public record WorkflowGraph(
    String name,
    String documentation,
    List<Parameter> parameters,
    List<TaskSpec> tasks,
    Optional<Expression> result,
    Optional<Automation> automation) {

  /** A graph whose runs begin by hand alone. */
  public WorkflowGraph(
      String name,
      String documentation,
      List<Parameter> parameters,
      List<TaskSpec> tasks,
      Optional<Expression> result) {
    this(name, documentation, parameters, tasks, result, Optional.empty());
  }

  public WorkflowGraph {
    parameters = List.copyOf(parameters);
    tasks = List.copyOf(tasks);
    requireOrder(tasks);
  }

  /** When runs are due by themselves, in the order of the text. */
  public List<Trigger.Schedule> schedules() {
    return triggers(Trigger.Schedule.class);
  }

  /** What else makes runs by itself, in the order of the text. */
  public List<Trigger.Event> events() {
    return triggers(Trigger.Event.class);
  }

  /** Whom to tell how its runs do, in the order of the text. */
  public List<Alert> alerts() {
    return automation.map(Automation::alerts).orElse(List.of());
  }

  /** The versions of the workflows that its tasks make runs of. */
  public Set<String> callees() {
    Set<String> versions = new LinkedHashSet<>();
    tasks.stream()
        .flatMap(TaskSpec::all)
        .filter(TaskSpec.Child.class::isInstance)
        .forEach(task -> ((TaskSpec.Child) task).version().ifPresent(versions::add));
    return versions;
  }

  private <T extends Trigger> List<T> triggers(Class<T> kind) {
    return automation.stream()
        .flatMap(around -> around.triggers().stream())
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  /**
   * A parameter of a workflow.
   *
   * @param type its type as the language writes it, such as {@code Float in 0..1}
   * @param defaultValue what it is when a run gives no value
   */
  public record Parameter(
      String name, String type, String documentation, Optional<Value> defaultValue) {}

  private static void requireOrder(List<TaskSpec> tasks) {
    Set<TaskId> seen = new HashSet<>();
    for (TaskSpec task : tasks) {
      if (!task.dependsOnlyOn(seen)) {
        throw new IllegalArgumentException(
            "Task " + task.id() + " stands before a task that it depends on.");
      }
      if (!seen.add(task.id())) {
        throw new IllegalArgumentException("Task " + task.id() + " is there twice.");
      }
    }
  }
}
