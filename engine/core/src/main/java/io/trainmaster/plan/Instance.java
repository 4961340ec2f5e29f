package io.trainmaster.plan;

import io.trainmaster.model.EntrySpec;
import io.trainmaster.model.Expression;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A loop's body for one of its items: the tasks get names of their own, and the loop's variable is
 * the item.
 *
 * <p>Tasks of a loop inside the body keep theirs: they get their names from that loop.
 *
 * @param names the new names of the tasks of the body
 */
record Instance(Map<TaskId, TaskId> names, String variable, Value item) {

  TaskSpec task(TaskSpec task) {
    if (task instanceof TaskSpec.Operator operator) {
      return operator(operator);
    } else if (task instanceof TaskSpec.Tune tune) {
      return new TaskSpec.Tune(
          name(tune.id()),
          tune.line(),
          names(tune.after()),
          operator(tune.trial()),
          expression(tune.method()),
          expressions(tune.space()),
          tune.metric(),
          tune.maximize(),
          tune.parallel().map(this::expression),
          tune.folds().map(this::expression));
    } else if (task instanceof TaskSpec.Gate gate) {
      return new TaskSpec.Gate(
          name(gate.id()),
          gate.line(),
          names(gate.after()),
          expression(gate.condition()),
          gate.otherwise(),
          expression(gate.message()));
    } else if (task instanceof TaskSpec.Merge merge) {
      return new TaskSpec.Merge(
          name(merge.id()),
          merge.line(),
          names(merge.after()),
          merge.cases().stream()
              .map(branch -> new TaskSpec.Case(name(branch.gate()), expression(branch.value())))
              .toList());
    } else if (task instanceof TaskSpec.ForEach loop) {
      return new TaskSpec.ForEach(
          name(loop.id()),
          loop.line(),
          names(loop.after()),
          loop.variable(),
          expression(loop.over()),
          loop.body().stream().map(this::task).toList(),
          loop.result().map(this::expression),
          loop.bounds());
    }
    if (task instanceof TaskSpec.Child child) {
      return new TaskSpec.Child(
          name(child.id()),
          child.line(),
          names(child.after()),
          child.workflow(),
          child.version(),
          expressions(child.arguments()),
          child.policy());
    }
    throw new AssertionError("No task of a loop's body: " + task);
  }

  private TaskSpec.Operator operator(TaskSpec.Operator operator) {
    return new TaskSpec.Operator(
        name(operator.id()),
        operator.line(),
        names(operator.after()),
        operator.operator(),
        expressions(operator.arguments()),
        operator.block().stream().map(this::entry).toList(),
        operator.policy(),
        operator.isolation(),
        operator.reusable());
  }

  private TaskId name(TaskId id) {
    return names.getOrDefault(id, id);
  }

  private Set<TaskId> names(Set<TaskId> ids) {
    Set<TaskId> all = new LinkedHashSet<>();
    ids.forEach(id -> all.add(name(id)));
    return all;
  }

  private EntrySpec entry(EntrySpec entry) {
    return new EntrySpec(
        entry.key(),
        entry.comparison(),
        entry.positional().stream().map(this::expression).toList(),
        expressions(entry.named()),
        entry.block().stream().map(this::entry).toList());
  }

  private Map<String, Expression> expressions(Map<String, Expression> expressions) {
    Map<String, Expression> all = new LinkedHashMap<>();
    expressions.forEach((name, expression) -> all.put(name, expression(expression)));
    return all;
  }

  Expression expression(Expression expression) {
    if (expression instanceof Expression.Parameter parameter) {
      return parameter.name().equals(variable) ? new Expression.Literal(item) : parameter;
    } else if (expression instanceof Expression.Output output) {
      return new Expression.Output(name(output.task()));
    } else if (expression instanceof Expression.Field field) {
      return new Expression.Field(expression(field.of()), field.name());
    } else if (expression instanceof Expression.Items items) {
      return new Expression.Items(all(items.items()));
    } else if (expression instanceof Expression.Call call) {
      return new Expression.Call(call.name(), all(call.positional()), expressions(call.named()));
    } else if (expression instanceof Expression.Unary unary) {
      return new Expression.Unary(unary.operator(), expression(unary.operand()));
    } else if (expression instanceof Expression.Binary binary) {
      return new Expression.Binary(
          binary.operator(), expression(binary.left()), expression(binary.right()));
    } else if (expression instanceof Expression.Interpolation interpolation) {
      return new Expression.Interpolation(all(interpolation.parts()));
    }
    return expression;
  }

  private List<Expression> all(List<Expression> expressions) {
    return expressions.stream().map(this::expression).toList();
  }
}
