package io.trainmaster.cli.graph;

import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.WorkflowGraph;
import java.util.List;

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
    /** What the items of a loop gave. */
    LOOP,
    /** A gate. */
    GATE,
    /** Where branches meet, or where a cleanup begins. */
    ROUTE;

    /** Whether it stands for many of its kind. */
    boolean isStack() {
      return this == SEARCH || this == LOOP;
    }
  }

  /**
   * A task.
   *
   * @param name its name; for a gate its condition
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
    Drafting drafting = new Drafting();
    graph.tasks().forEach(drafting::add);
    return new GraphDrawing(graph.name(), drafting.boxes(), drafting.lines());
  }

  static Box box(TaskSpec task, String name) {
    TaskId id = task.id();
    if (task instanceof TaskSpec.Operator operator) {
      return new Box(id, Kind.OPERATOR, name, operator.operator());
    } else if (task instanceof TaskSpec.Tune tune) {
      String method = ExpressionText.of(tune.method());
      return new Box(id, Kind.SEARCH, name, "tune " + tune.trial().operator() + ", " + method);
    } else if (task instanceof TaskSpec.Gate gate) {
      return new Box(id, Kind.GATE, ExpressionText.of(gate.condition()), otherwise(gate));
    } else if (task instanceof TaskSpec.Merge) {
      return new Box(id, Kind.ROUTE, name, "of the branch taken");
    } else if (task instanceof TaskSpec.ForEach loop) {
      String over = ExpressionText.of(loop.over());
      return new Box(id, Kind.LOOP, name, "for " + loop.variable() + " in " + over);
    } else if (task instanceof TaskSpec.Cleanup) {
      return new Box(id, Kind.ROUTE, "finally", "whatever happened");
    } else if (task instanceof TaskSpec.Child child) {
      return new Box(id, Kind.OPERATOR, name, "workflow " + child.workflow());
    }
    throw new AssertionError("A task of an unknown kind: " + task);
  }

  private static String otherwise(TaskSpec.Gate gate) {
    return switch (gate.otherwise()) {
      case SKIP -> "else skip";
      case FAIL -> "else fail";
      case OMIT -> "else not taken";
    };
  }
}
