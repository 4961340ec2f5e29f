package io.trainmaster.cli.graph;

import io.trainmaster.cli.graph.GraphDrawing.Box;
import io.trainmaster.cli.graph.GraphDrawing.Line;
import io.trainmaster.model.Expression;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts the boxes and lines of a drawing together, the bodies of loops and cleanups among them. */
final class Drafting {

  private final List<Box> boxes = new ArrayList<>();
  private final List<Line> lines = new ArrayList<>();
  private final Map<TaskId, Set<TaskId>> before = new HashMap<>();

  List<Box> boxes() {
    return boxes;
  }

  List<Line> lines() {
    return lines;
  }

  void add(TaskSpec task) {
    if (task instanceof TaskSpec.ForEach loop) {
      loop(loop);
    } else if (task instanceof TaskSpec.Cleanup cleanup) {
      draw(cleanup, Set.of(), Set.of(), "");
      for (TaskSpec inner : cleanup.body()) {
        Set<TaskId> needs = new LinkedHashSet<>(inner.dependencies());
        needs.add(cleanup.id());
        draw(inner, needs, reads(inner.expressions().toList()), inner.id().value());
      }
    } else {
      draw(task, task.dependencies(), reads(task.expressions().toList()), task.id().value());
    }
  }

  /** The tasks of an item stand before the box that gathers what all of them gave. */
  private void loop(TaskSpec.ForEach loop) {
    Set<TaskId> over = loop.over().tasks();
    Set<TaskId> gathered = new LinkedHashSet<>(over);
    gathered.addAll(loop.after());
    for (TaskSpec inner : loop.body()) {
      Set<TaskId> needs = new LinkedHashSet<>(inner.dependencies());
      boolean first = needs.isEmpty();
      if (first) {
        needs.addAll(gathered);
      }
      Set<TaskId> read = reads(inner.expressions().toList());
      if (first) {
        read.addAll(over);
      }
      draw(inner, needs, read, loop.id() + "[" + loop.variable() + "]." + inner.id());
    }
    loop.body().forEach(inner -> gathered.add(inner.id()));
    Set<TaskId> read = new LinkedHashSet<>(over);
    loop.result().map(Expression::tasks).ifPresent(read::addAll);
    draw(loop, gathered, read, loop.id().value());
  }

  private static Set<TaskId> reads(List<Expression> expressions) {
    Set<TaskId> read = new LinkedHashSet<>();
    expressions.stream().map(Expression::tasks).forEach(read::addAll);
    return read;
  }

  /** Of the lines that only order tasks, those that follow from others are left out. */
  private void draw(TaskSpec task, Set<TaskId> direct, Set<TaskId> read, String name) {
    boxes.add(GraphDrawing.box(task, name));
    Set<TaskId> all = new LinkedHashSet<>(direct);
    direct.forEach(id -> all.addAll(before.getOrDefault(id, Set.of())));
    before.put(task.id(), all);
    for (TaskId id : direct) {
      if (read.contains(id) || !follows(id, direct)) {
        lines.add(new Line(id, task.id(), read.contains(id)));
      }
    }
  }

  /** Whether a task comes before one of the others anyway. */
  private boolean follows(TaskId task, Set<TaskId> others) {
    return others.stream().anyMatch(other -> before.getOrDefault(other, Set.of()).contains(task));
  }
}
