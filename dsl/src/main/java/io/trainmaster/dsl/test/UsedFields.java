package io.trainmaster.dsl.test;

import io.trainmaster.model.Expression;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.WorkflowGraph;
import java.util.Set;
import java.util.TreeSet;

/**
 * The fields that a workflow reads off values, as paths: what an operator gives has at least these,
 * where its type doesn't say which it has.
 */
final class UsedFields {

  private UsedFields() {}

  /** All paths, and all their ends: a value may come by way of another. */
  static Set<String> of(WorkflowGraph graph) {
    Set<String> paths = new TreeSet<>();
    for (TaskSpec task : graph.tasks()) {
      task.expressions().forEach(expression -> collect(expression, paths));
    }
    graph.result().ifPresent(result -> collect(result, paths));
    return paths;
  }

  /** Adds those of an expression. */
  static void collect(Expression expression, Set<String> paths) {
    String path = "";
    Expression inner = expression;
    while (inner instanceof Expression.Field field) {
      path = path.isEmpty() ? field.name() : field.name() + "." + path;
      inner = field.of();
    }
    for (String end = path; !end.isEmpty(); end = rest(end)) {
      paths.add(end);
    }
    inner.children().forEach(child -> collect(child, paths));
  }

  private static String rest(String path) {
    int dot = path.indexOf('.');
    return dot < 0 ? "" : path.substring(dot + 1);
  }
}
