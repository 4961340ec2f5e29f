package io.trainmaster.dsl.lint;

import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.ExpressionSyntax;
import io.trainmaster.dsl.syntax.TokenKind;
import io.trainmaster.dsl.type.Literals;
import io.trainmaster.model.EvaluationException;
import io.trainmaster.model.Evaluator;
import io.trainmaster.model.Expression;
import io.trainmaster.model.Expression.BinaryOperator;
import io.trainmaster.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether a condition holds, where that does not hang on anything that has a name. */
final class ConstantTruth {

  private final Words words;

  ConstantTruth(Words words) {
    this.words = words;
  }

  /** Whether it holds in every run or in none; empty where runs differ. */
  Optional<Boolean> of(ExpressionSyntax condition) {
    if (condition instanceof ExpressionSyntax.Bool bool) {
      return Optional.of(bool.value());
    } else if (condition instanceof ExpressionSyntax.Unary unary
        && unary.operator().kind() == TokenKind.NOT) {
      return of(unary.operand()).map(holds -> !holds);
    } else if (condition instanceof ExpressionSyntax.Binary binary) {
      return switch (binary.operator().kind()) {
        case AND -> joined(binary, false);
        case OR -> joined(binary, true);
        default -> comparison(binary);
      };
    }
    return Optional.empty();
  }

  /**
   * @param decisive what one side decides alone
   */
  private Optional<Boolean> joined(ExpressionSyntax.Binary binary, boolean decisive) {
    Optional<Boolean> left = of(binary.left());
    Optional<Boolean> right = of(binary.right());
    if (left.equals(Optional.of(decisive)) || right.equals(Optional.of(decisive))) {
      return Optional.of(decisive);
    }
    return left.isPresent() && right.isPresent() ? Optional.of(!decisive) : Optional.empty();
  }

  private Optional<Boolean> comparison(ExpressionSyntax.Binary binary) {
    Optional<BinaryOperator> operator = operator(binary.operator().kind());
    Optional<Value> left = value(binary.left());
    Optional<Value> right = value(binary.right());
    if (operator.isEmpty()) {
      return Optional.empty();
    } else if (left.isPresent() && right.isPresent()) {
      return test(operator.get(), left.get(), right.get());
    }
    return isSame(binary.left().span(), binary.right().span())
        ? Optional.of(
            operator.get() == BinaryOperator.EQUAL
                || operator.get() == BinaryOperator.LESS_OR_EQUAL
                || operator.get() == BinaryOperator.GREATER_OR_EQUAL)
        : Optional.empty();
  }

  /** Two calls need not give the same; a name does. */
  private boolean isSame(Span left, Span right) {
    String text = words.text(left);
    return !text.isEmpty() && text.equals(words.text(right)) && text.indexOf('(') < 0;
  }

  private static Optional<Boolean> test(BinaryOperator operator, Value left, Value right) {
    try {
      Expression comparison =
          new Expression.Binary(
              operator, new Expression.Literal(left), new Expression.Literal(right));
      return Optional.of(new Evaluator(Map.of(), task -> Value.ABSENT).test(comparison));
    } catch (EvaluationException e) {
      // What does not go together is the checker's to tell of.
      return Optional.empty();
    }
  }

  private static Optional<BinaryOperator> operator(TokenKind kind) {
    return switch (kind) {
      case EQUAL -> Optional.of(BinaryOperator.EQUAL);
      case NOT_EQUAL -> Optional.of(BinaryOperator.NOT_EQUAL);
      case LESS -> Optional.of(BinaryOperator.LESS);
      case LESS_OR_EQUAL -> Optional.of(BinaryOperator.LESS_OR_EQUAL);
      case GREATER -> Optional.of(BinaryOperator.GREATER);
      case GREATER_OR_EQUAL -> Optional.of(BinaryOperator.GREATER_OR_EQUAL);
      case IN -> Optional.of(BinaryOperator.IN);
      default -> Optional.empty();
    };
  }

  /** The value of a literal. */
  static Optional<Value> value(ExpressionSyntax syntax) {
    if (syntax instanceof ExpressionSyntax.Number number) {
      return Literals.number(number, new Diagnostics());
    } else if (syntax instanceof ExpressionSyntax.Bool bool) {
      return Optional.of(new Value.Bool(bool.value()));
    } else if (syntax instanceof ExpressionSyntax.Text text) {
      return text.plain().map(Value::text);
    } else if (syntax instanceof ExpressionSyntax.Unary unary
        && unary.operator().kind() == TokenKind.MINUS) {
      return value(unary.operand()).flatMap(ConstantTruth::negated);
    } else if (syntax instanceof ExpressionSyntax.Items items) {
      List<Value> values = new ArrayList<>();
      items.items().forEach(item -> value(item).ifPresent(values::add));
      return values.size() == items.items().size()
          ? Optional.of(new Value.Items(values))
          : Optional.empty();
    } else if (syntax instanceof ExpressionSyntax.Binary range
        && range.operator().kind() == TokenKind.RANGE) {
      return value(range.left())
          .flatMap(from -> value(range.right()).map(to -> new Value.Range(from, to, true)));
    }
    return Optional.empty();
  }

  private static Optional<Value> negated(Value value) {
    if (value instanceof Value.Int integer) {
      return Optional.of(new Value.Int(-integer.value()));
    }
    return value instanceof Value.Real real
        ? Optional.of(new Value.Real(-real.value()))
        : Optional.empty();
  }
}
