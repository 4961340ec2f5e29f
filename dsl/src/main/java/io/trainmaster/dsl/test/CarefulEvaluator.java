package io.trainmaster.dsl.test;

import io.trainmaster.model.EvaluationException;
import io.trainmaster.model.Evaluator;
import io.trainmaster.model.Expression;
import io.trainmaster.model.Expression.BinaryOperator;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Evaluates as the engine does, but refuses to compute with what no fake says. Passing such a value
 * on, whole or in a list, is no computation.
 */
final class CarefulEvaluator {

  private final Evaluator engine;
  private final Function<TaskId, Value> outputs;
  private final Function<Value.Call, Optional<Value>> questions;

  /**
   * @param questions answers the calls of an assertion; empty for a call that is none
   */
  CarefulEvaluator(
      Map<String, Value> parameters,
      Function<TaskId, Value> outputs,
      Function<Value.Call, Optional<Value>> questions) {
    this.engine = new Evaluator(parameters, outputs);
    this.outputs = outputs;
    this.questions = questions;
  }

  /**
   * The value of an expression.
   *
   * @throws OpaqueException where it depends on what no fake says
   * @throws io.trainmaster.model.EvaluationException where the engine has no value for it
   */
  Value evaluate(Expression expression) {
    if (expression instanceof Expression.Output output) {
      return outputs.apply(output.task());
    } else if (expression instanceof Expression.Field field) {
      Value of = evaluate(field.of());
      Optional<Opaque> opaque = Opaque.of(of);
      return opaque.isPresent()
          ? opaque.get().child(field.name()).value()
          : engine.evaluate(new Expression.Field(new Expression.Literal(of), field.name()));
    } else if (expression instanceof Expression.Items items) {
      return new Value.Items(items.items().stream().map(this::evaluate).toList());
    } else if (expression instanceof Expression.Call call) {
      return call(call);
    } else if (expression instanceof Expression.Unary unary
        && unary.operator() == Expression.UnaryOperator.EXISTS) {
      return new Value.Bool(!evaluate(unary.operand()).equals(Value.ABSENT));
    } else if (expression instanceof Expression.Unary unary) {
      return engine.evaluate(new Expression.Unary(unary.operator(), known(unary.operand())));
    } else if (expression instanceof Expression.Binary binary) {
      return binary(binary);
    } else if (expression instanceof Expression.Interpolation interpolation) {
      List<Expression> parts = interpolation.parts().stream().<Expression>map(this::known).toList();
      return engine.evaluate(new Expression.Interpolation(parts));
    }
    return engine.evaluate(expression);
  }

  /** Whether a condition holds. */
  boolean test(Expression condition) {
    return engine.test(known(condition));
  }

  private Value call(Expression.Call call) {
    Map<String, Value> named = new LinkedHashMap<>();
    call.named().forEach((name, value) -> named.put(name, evaluate(value)));
    Value.Call asked =
        new Value.Call(call.name(), call.positional().stream().map(this::evaluate).toList(), named);
    return questions.apply(asked).orElse(asked);
  }

  private Value binary(Expression.Binary binary) {
    BinaryOperator operator = binary.operator();
    if (operator == BinaryOperator.OR_ELSE) {
      Value left = evaluate(binary.left());
      return left.equals(Value.ABSENT) ? evaluate(binary.right()) : left;
    }
    Expression.Literal left = known(binary.left());
    boolean decided =
        operator == BinaryOperator.AND && left.value().equals(new Value.Bool(false))
            || operator == BinaryOperator.OR && left.value().equals(new Value.Bool(true));
    if (decided) {
      return left.value();
    }
    Expression.Literal right = known(binary.right());
    if (operator == BinaryOperator.IN
        && left.value() instanceof Value.Text part
        && right.value() instanceof Value.Text whole) {
      return new Value.Bool(whole.value().contains(part.value()));
    }
    try {
      return engine.evaluate(new Expression.Binary(operator, left, right));
    } catch (ArithmeticException e) {
      throw new EvaluationException("The result is too large.");
    }
  }

  private Expression.Literal known(Expression expression) {
    Value value = evaluate(expression);
    Opaque.of(value)
        .ifPresent(
            opaque -> {
              throw new OpaqueException(opaque);
            });
    if (value instanceof Value.Items items) {
      items.items().stream()
          .flatMap(item -> Opaque.of(item).stream())
          .findFirst()
          .ifPresent(
              opaque -> {
                throw new OpaqueException(opaque);
              });
    }
    return new Expression.Literal(value);
  }
}
