package io.trainmaster.model;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Gives the value of an expression. It is total: it ends for every input, with a value or an {@link
 * EvaluationException}.
 *
 * <p>Floats follow IEEE 754. {@code Int} arithmetic that leaves 64 bits is an exception, never a
 * wrong number. {@code /} always gives a {@code Float}.
 */
public final class Evaluator {

  private final Map<String, Value> parameters;
  private final Function<TaskId, Value> outputs;

  /**
   * @param parameters the workflow's parameters by name
   * @param outputs what a finished task gave; {@link Value#ABSENT} for a task that was skipped
   */
  public Evaluator(Map<String, Value> parameters, Function<TaskId, Value> outputs) {
    this.parameters = Map.copyOf(parameters);
    this.outputs = outputs;
  }

  /** The value of an expression. */
  public Value evaluate(Expression expression) {
    if (expression instanceof Expression.Literal literal) {
      return literal.value();
    } else if (expression instanceof Expression.Parameter parameter) {
      return parameter(parameter.name());
    } else if (expression instanceof Expression.Output output) {
      return outputs.apply(output.task());
    } else if (expression instanceof Expression.Field field) {
      return field(evaluate(field.of()), field.name());
    } else if (expression instanceof Expression.Items items) {
      return new Value.Items(items.items().stream().map(this::evaluate).toList());
    } else if (expression instanceof Expression.Call call) {
      return new Value.Call(
          call.name(),
          call.positional().stream().map(this::evaluate).toList(),
          evaluate(call.named()));
    } else if (expression instanceof Expression.Unary unary) {
      return unary(unary);
    } else if (expression instanceof Expression.Binary binary) {
      return binary(binary);
    } else if (expression instanceof Expression.Interpolation interpolation) {
      StringBuilder text = new StringBuilder();
      interpolation.parts().forEach(part -> text.append(ValueText.of(evaluate(part))));
      return new Value.Text(text.toString());
    }
    throw new AssertionError("An expression of an unknown kind: " + expression);
  }

  /** The condition's truth. */
  public boolean test(Expression condition) {
    return bool(evaluate(condition));
  }

  /** Each expression's value, by name. */
  public Map<String, Value> evaluate(Map<String, Expression> expressions) {
    Map<String, Value> values = new LinkedHashMap<>();
    expressions.forEach((name, expression) -> values.put(name, evaluate(expression)));
    return values;
  }

  /** The entry with its values. */
  public Entry evaluate(EntrySpec entry) {
    return entry.valued(this::evaluate);
  }

  private Value parameter(String name) {
    Value value = parameters.get(name);
    if (value == null) {
      throw new EvaluationException("Parameter `" + name + "` has no value.");
    }
    return value;
  }

  /** What a call gave that was skipped has no parts: each is as absent as the whole. */
  private static Value field(Value of, String name) {
    Map<String, Value> fields;
    if (of.equals(Value.ABSENT)) {
      return Value.ABSENT;
    } else if (of instanceof Value.Fields fieldsOf) {
      fields = fieldsOf.fields();
    } else if (of instanceof Value.Artifact artifact) {
      fields = artifact.properties();
    } else {
      throw new EvaluationException("There is no `" + name + "` in " + ValueText.of(of) + ".");
    }
    Value value = fields.get(name);
    if (value == null) {
      throw new EvaluationException(
          "There is no `" + name + "` here; there is " + String.join(", ", fields.keySet()) + ".");
    }
    return value;
  }

  private Value unary(Expression.Unary unary) {
    Value operand = evaluate(unary.operand());
    return switch (unary.operator()) {
      case NOT -> new Value.Bool(!bool(operand));
      case NEGATE ->
          operand instanceof Value.Int integer
              ? exact(() -> Math.negateExact(integer.value()))
              : new Value.Real(-number(operand));
      case EXISTS -> new Value.Bool(!operand.equals(Value.ABSENT));
    };
  }

  private Value binary(Expression.Binary binary) {
    Value left = evaluate(binary.left());
    switch (binary.operator()) {
      case AND:
        return new Value.Bool(bool(left) && test(binary.right()));
      case OR:
        return new Value.Bool(bool(left) || test(binary.right()));
      case OR_ELSE:
        return left.equals(Value.ABSENT) ? evaluate(binary.right()) : left;
      default:
        return apply(binary.operator(), left, evaluate(binary.right()));
    }
  }

  private static Value apply(Expression.BinaryOperator operator, Value left, Value right) {
    return switch (operator) {
      case EQUAL -> new Value.Bool(equal(left, right));
      case NOT_EQUAL -> new Value.Bool(!equal(left, right));
      case LESS -> new Value.Bool(!isNan(left, right) && compare(left, right) < 0);
      case LESS_OR_EQUAL -> new Value.Bool(!isNan(left, right) && compare(left, right) <= 0);
      case GREATER -> new Value.Bool(!isNan(left, right) && compare(left, right) > 0);
      case GREATER_OR_EQUAL -> new Value.Bool(!isNan(left, right) && compare(left, right) >= 0);
      case IN -> new Value.Bool(contains(right, left));
      case RANGE -> new Value.Range(left, right, true);
      case RANGE_EXCLUSIVE -> new Value.Range(left, right, false);
      case ADD, SUBTRACT, MULTIPLY, DIVIDE -> arithmetic(operator, left, right);
      case AND, OR, OR_ELSE -> throw new AssertionError("evaluated before its right side");
    };
  }

  private static boolean isNan(Value left, Value right) {
    return left instanceof Value.Real l && Double.isNaN(l.value())
        || right instanceof Value.Real r && Double.isNaN(r.value());
  }

  private static boolean contains(Value container, Value value) {
    if (container instanceof Value.Items items) {
      return items.items().stream().anyMatch(item -> equal(item, value));
    } else if (container instanceof Value.Range range) {
      int end = compare(value, range.to());
      return !isNan(value, value)
          && compare(range.from(), value) <= 0
          && (range.inclusive() ? end <= 0 : end < 0);
    }
    throw new EvaluationException("`in` needs a list or a range on its right.");
  }

  private static boolean equal(Value left, Value right) {
    if (isNumber(left) && isNumber(right)) {
      return number(left) == number(right);
    } else if (left instanceof Value.Text l && right instanceof Value.Text r) {
      return l.value().equals(r.value());
    }
    return left.equals(right);
  }

  private static int compare(Value left, Value right) {
    if (left instanceof Value.Int l && right instanceof Value.Int r) {
      return Long.compare(l.value(), r.value());
    } else if (isNumber(left) && isNumber(right)) {
      return Double.compare(number(left), number(right));
    } else if (left instanceof Value.Span l && right instanceof Value.Span r) {
      return l.value().compareTo(r.value());
    } else if (left instanceof Value.Bytes l && right instanceof Value.Bytes r) {
      return Long.compare(l.value(), r.value());
    } else if (left instanceof Value.Text l && right instanceof Value.Text r) {
      return l.value().compareTo(r.value());
    }
    throw new EvaluationException(
        ValueText.of(left) + " and " + ValueText.of(right) + " can't be compared.");
  }

  private static Value arithmetic(Expression.BinaryOperator operator, Value left, Value right) {
    if (left instanceof Value.Int l && right instanceof Value.Int r) {
      return integers(operator, l.value(), r.value());
    } else if (isNumber(left) && isNumber(right)) {
      return new Value.Real(floats(operator, number(left), number(right)));
    } else if (left instanceof Value.Span l && right instanceof Value.Span r) {
      long nanos = integer(integers(operator, l.value().toNanos(), r.value().toNanos()));
      return new Value.Span(Duration.ofNanos(nanos));
    } else if (left instanceof Value.Bytes l && right instanceof Value.Bytes r) {
      return new Value.Bytes(integer(integers(operator, l.value(), r.value())));
    } else if (operator == Expression.BinaryOperator.ADD
        && left instanceof Value.Text l
        && right instanceof Value.Text r) {
      return new Value.Text(l.value() + r.value());
    }
    throw new EvaluationException(
        "`%s` can't be used on %s and %s."
            .formatted(operator.spelling(), ValueText.of(left), ValueText.of(right)));
  }

  private static Value integers(Expression.BinaryOperator operator, long left, long right) {
    return switch (operator) {
      case ADD -> exact(() -> Math.addExact(left, right));
      case SUBTRACT -> exact(() -> Math.subtractExact(left, right));
      case MULTIPLY -> exact(() -> Math.multiplyExact(left, right));
      case DIVIDE -> new Value.Real((double) left / right);
      default -> throw new AssertionError(operator);
    };
  }

  private static double floats(Expression.BinaryOperator operator, double left, double right) {
    return switch (operator) {
      case ADD -> left + right;
      case SUBTRACT -> left - right;
      case MULTIPLY -> left * right;
      case DIVIDE -> left / right;
      default -> throw new AssertionError(operator);
    };
  }

  private static Value exact(java.util.function.LongSupplier result) {
    try {
      return new Value.Int(result.getAsLong());
    } catch (ArithmeticException e) {
      throw new EvaluationException("The result does not fit an Int.");
    }
  }

  private static boolean isNumber(Value value) {
    return value instanceof Value.Int || value instanceof Value.Real;
  }

  private static long integer(Value value) {
    if (value instanceof Value.Int integer) {
      return integer.value();
    }
    throw new EvaluationException(ValueText.of(value) + " is not an Int.");
  }

  private static double number(Value value) {
    if (value instanceof Value.Int integer) {
      return integer.value();
    } else if (value instanceof Value.Real real) {
      return real.value();
    }
    throw new EvaluationException(ValueText.of(value) + " is not a number.");
  }

  private static boolean bool(Value value) {
    if (value instanceof Value.Bool bool) {
      return bool.value();
    }
    throw new EvaluationException(ValueText.of(value) + " is not a Bool.");
  }

  /** The values of a list, for callers that need its items. */
  public static List<Value> items(Value value) {
    if (value instanceof Value.Items items) {
      return items.items();
    }
    throw new EvaluationException(ValueText.of(value) + " is not a list.");
  }
}
