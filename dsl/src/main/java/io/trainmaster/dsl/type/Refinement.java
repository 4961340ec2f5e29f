package io.trainmaster.dsl.type;

import io.trainmaster.model.Evaluator;
import io.trainmaster.model.Expression;
import io.trainmaster.model.Expression.BinaryOperator;
import io.trainmaster.model.Expression.Literal;
import io.trainmaster.model.Value;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What narrows a scalar type: the values that it allows. */
public sealed interface Refinement {

  /** The constant that the language would have on the right of {@code in}. */
  Value constant();

  /** How the language writes it. */
  String text();

  /** A range. */
  record Between(Value.Range constant) implements Refinement {
    @Override
    public String text() {
      return ConstantText.of(constant);
    }
  }

  /** A closed set. */
  record OneOf(List<Value> values, boolean words) implements Refinement {
    public OneOf {
      values = List.copyOf(values);
    }

    @Override
    public Value constant() {
      return new Value.Items(values);
    }

    @Override
    public String text() {
      return values.stream()
          .map(value -> words ? ConstantText.word(value) : ConstantText.of(value))
          .collect(Collectors.joining(", ", "[", "]"));
    }
  }

  /** Whether a value is allowed. */
  default boolean allows(Value value) {
    return holds(BinaryOperator.IN, value, constant());
  }

  /** Whether everything that another allows is allowed here. */
  default boolean covers(Refinement other) {
    if (other instanceof OneOf set) {
      return set.values().stream().allMatch(this::allows);
    } else if (other instanceof Between between && this instanceof Between) {
      Value.Range range = between.constant();
      return allows(range.from())
          && (allows(range.to()) || !range.inclusive() && endsWith(range.to()));
    }
    return false;
  }

  private boolean endsWith(Value end) {
    return this instanceof Between between
        && holds(BinaryOperator.LESS_OR_EQUAL, end, between.constant().to());
  }

  private static boolean holds(BinaryOperator operator, Value left, Value right) {
    Expression comparison = new Expression.Binary(operator, new Literal(left), new Literal(right));
    return new Evaluator(Map.of(), task -> Value.ABSENT).test(comparison);
  }
}
