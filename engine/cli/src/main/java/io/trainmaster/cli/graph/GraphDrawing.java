package io.trainmaster.cli.graph;

import io.trainmaster.model.Expression;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.WorkflowGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What is drawn of a workflow: a box for each task, a line for each dependency. Of the lines that
 * only order tasks, those that follow from others are left out.
 *
 * @param title the workflow's name
 */
public record GraphDrawing(String title, List<Box> boxes, List<Line> lines) {

  public GraphDrawing {
    boxes = List.copyOf(boxes);
    lines = List.copyOf(lines);
  }

  /** What a box stands for. */
  public enum Kind {
    /** An operator. */
    OPERATOR,
    /** A search: many tasks of one operator. */
    SEARCH,
    /** A gate. */
    GATE
  }

  /**
   * A task.
   *
   * @param name its name; for a gate what it requires
   * @param detail the operator, the search, or what happens otherwise
   */
  public record Box(TaskId id, Kind kind, String name, String detail) {}

  /**
   * A dependency.
   *
   * @param data whether data flows, or the order alone matters
   */
  public record Line(TaskId from, TaskId to, boolean data) {}

  /** The drawing of a workflow. */
  public static GraphDrawing of(WorkflowGraph graph) {
    List<Box> boxes = graph.tasks().stream().map(GraphDrawing::box).toList();
    List<Line> lines = new ArrayList<>();
    Map<TaskId, Set<TaskId>> before = new HashMap<>();
    for (TaskSpec task : graph.tasks()) {
      Set<TaskId> direct = task.dependencies();
      Set<TaskId> all = new LinkedHashSet<>(direct);
      direct.forEach(id -> all.addAll(before.getOrDefault(id, Set.of())));
      before.put(task.id(), all);
      Set<TaskId> read = reads(task);
      for (TaskId id : direct) {
        if (read.contains(id) || !follows(id, direct, before)) {
          lines.add(new Line(id, task.id(), read.contains(id)));
        }
      }
    }
    return new GraphDrawing(graph.name(), boxes, lines);
  }

  private static Set<TaskId> reads(TaskSpec task) {
    Set<TaskId> read = new LinkedHashSet<>();
    task.expressions().map(Expression::tasks).forEach(read::addAll);
    return read;
  }

  /** Whether a task comes before one of the others anyway. */
  private static boolean follows(TaskId task, Set<TaskId> others, Map<TaskId, Set<TaskId>> before) {
    return others.stream().anyMatch(other -> before.getOrDefault(other, Set.of()).contains(task));
  }

  private static Box box(TaskSpec task) {
    if (task instanceof TaskSpec.Operator operator) {
      return new Box(task.id(), Kind.OPERATOR, task.id().value(), operator.operator());
    } else if (task instanceof TaskSpec.Tune tune) {
      String method = ExpressionText.of(tune.method());
      return new Box(
          task.id(),
          Kind.SEARCH,
          task.id().value(),
          "tune " + tune.trial().operator() + ", " + method);
    } else if (task instanceof TaskSpec.Gate gate) {
      return new Box(
          task.id(),
          Kind.GATE,
          ExpressionText.of(gate.condition()),
          "else " + gate.otherwise().name().toLowerCase(Locale.ROOT));
    } else if (task instanceof TaskSpec.Child child) {
      return new Box(task.id(), Kind.OPERATOR, task.id().value(), "workflow " + child.workflow());
    }
    throw new AssertionError("A task of an unknown kind: " + task);
  }
}
