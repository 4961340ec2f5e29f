package io.trainmaster.dsl.check;

import io.trainmaster.model.EntrySpec;
import io.trainmaster.model.Expression;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts arguments where an expression has parameters. */
record Substitution(Map<String, Expression> arguments) {

  Expression in(Expression expression) {
    if (expression instanceof Expression.Parameter parameter) {
      return arguments.getOrDefault(parameter.name(), parameter);
    } else if (expression instanceof Expression.Field field) {
      return new Expression.Field(in(field.of()), field.name());
    } else if (expression instanceof Expression.Items items) {
      return new Expression.Items(in(items.items()));
    } else if (expression instanceof Expression.Call call) {
      return new Expression.Call(call.name(), in(call.positional()), in(call.named()));
    } else if (expression instanceof Expression.Unary unary) {
      return new Expression.Unary(unary.operator(), in(unary.operand()));
    } else if (expression instanceof Expression.Binary binary) {
      return new Expression.Binary(binary.operator(), in(binary.left()), in(binary.right()));
    } else if (expression instanceof Expression.Interpolation text) {
      return new Expression.Interpolation(in(text.parts()));
    }
    return expression;
  }

  EntrySpec in(EntrySpec entry) {
    return new EntrySpec(
        entry.key(),
        entry.comparison(),
        in(entry.positional()),
        in(entry.named()),
        entry.block().stream().map(this::in).toList());
  }

  private List<Expression> in(List<Expression> expressions) {
    return expressions.stream().map(this::in).toList();
  }

  private Map<String, Expression> in(Map<String, Expression> expressions) {
    Map<String, Expression> all = new LinkedHashMap<>();
    expressions.forEach((name, expression) -> all.put(name, in(expression)));
    return all;
  }
}
