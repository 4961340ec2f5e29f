package io.trainmaster.dsl.check;

import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.Token;
import io.trainmaster.dsl.syntax.TokenKind;
import io.trainmaster.dsl.type.RangeCheck;
import io.trainmaster.dsl.type.ScalarKind;
import io.trainmaster.dsl.type.Type;
import io.trainmaster.model.EvaluationException;
import io.trainmaster.model.Evaluator;
import io.trainmaster.model.Expression;
import io.trainmaster.model.Expression.BinaryOperator;
import io.trainmaster.model.Expression.UnaryOperator;
import io.trainmaster.model.Value;
import java.util.Map;
import java.util.Optional;

/**
 * The types of operations. {@code Int} and {@code Float} may meet in arithmetic and comparisons,
 * where the meaning is the mathematical one; elsewhere neither becomes the other.
 */
final class Operations {

  private final Diagnostics diagnostics;
  private final boolean textInText;

  Operations(Diagnostics diagnostics) {
    this(diagnostics, false);
  }

  /**
   * @param textInText whether a text may be looked for in another, as in assertions
   */
  Operations(Diagnostics diagnostics, boolean textInText) {
    this.diagnostics = diagnostics;
    this.textInText = textInText;
  }

  static BinaryOperator operator(TokenKind kind) {
    return switch (kind) {
      case OR -> BinaryOperator.OR;
      case AND -> BinaryOperator.AND;
      case EQUAL -> BinaryOperator.EQUAL;
      case NOT_EQUAL -> BinaryOperator.NOT_EQUAL;
      case LESS -> BinaryOperator.LESS;
      case LESS_OR_EQUAL -> BinaryOperator.LESS_OR_EQUAL;
      case GREATER -> BinaryOperator.GREATER;
      case GREATER_OR_EQUAL -> BinaryOperator.GREATER_OR_EQUAL;
      case IN -> BinaryOperator.IN;
      case RANGE -> BinaryOperator.RANGE;
      case RANGE_EXCLUSIVE -> BinaryOperator.RANGE_EXCLUSIVE;
      case OR_ELSE -> BinaryOperator.OR_ELSE;
      case PLUS -> BinaryOperator.ADD;
      case MINUS -> BinaryOperator.SUBTRACT;
      case TIMES -> BinaryOperator.MULTIPLY;
      case DIVIDE -> BinaryOperator.DIVIDE;
      default -> throw new IllegalArgumentException("Not an infix operator: " + kind);
    };
  }

  Typed unary(Token token, Typed operand, Span operandSpan) {
    boolean not = token.kind() == TokenKind.NOT;
    Type type = operand.type();
    boolean fits = not ? type.is(ScalarKind.BOOL) : isNumber(type);
    if (operand.isUnknown()) {
      return Typed.FAULTY;
    } else if (!fits) {
      diagnostics.add(
          Code.WRONG_OPERANDS,
          operandSpan,
          (not ? "`not` needs a Bool" : "`-` needs a number")
              + ", but this is "
              + type.text()
              + ".");
      return Typed.FAULTY;
    }
    UnaryOperator operator = not ? UnaryOperator.NOT : UnaryOperator.NEGATE;
    return folded(
        type.widened(), new Expression.Unary(operator, operand.expression()), operandSpan);
  }

  Typed binary(Token token, Typed left, Typed right, Span span) {
    BinaryOperator operator = operator(token.kind());
    if (operator == BinaryOperator.OR_ELSE && left.type() instanceof Type.Maybe maybe) {
      Typed otherwise = new Fitting(diagnostics).fit(right, maybe.of(), span);
      Expression either =
          new Expression.Binary(operator, left.expression(), otherwise.expression());
      return Typed.of(maybe.of(), either);
    }
    Optional<Type> type =
        left.isUnknown() || right.isUnknown()
            ? Optional.of(unknownOr(operator))
            : result(operator, left.type(), right.type());
    if (type.isEmpty()) {
      diagnostics.add(wrong(operator, left.type(), right.type(), span));
      return Typed.FAULTY;
    }
    Expression expression = new Expression.Binary(operator, left.expression(), right.expression());
    boolean constant = left.constant().isPresent() && right.constant().isPresent();
    return constant ? folded(type.get(), expression, span) : Typed.of(type.get(), expression);
  }

  /** A comparison with something faulty is a Bool all the same. */
  private static Type unknownOr(BinaryOperator operator) {
    return switch (operator) {
      case OR, AND, EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, IN ->
          Type.BOOL;
      default -> Type.UNKNOWN;
    };
  }

  private Diagnostic wrong(BinaryOperator operator, Type left, Type right, Span span) {
    boolean optional = left.isMaybe() || right.isMaybe();
    String sentence =
        "`"
            + operator.spelling()
            + "` can't be used on "
            + left.text()
            + " and "
            + right.text()
            + ".";
    return new Diagnostic(optional ? Code.OPTIONAL_VALUE : Code.WRONG_OPERANDS, sentence, span);
  }

  private Typed folded(Type type, Expression expression, Span span) {
    if (expression.children().anyMatch(child -> !(child instanceof Expression.Literal))) {
      return Typed.of(type, expression);
    }
    try {
      Value value = new Evaluator(Map.of(), task -> Value.ABSENT).evaluate(expression);
      if (value instanceof Value.Range range && RangeCheck.isEmpty(range)) {
        diagnostics.add(RangeCheck.diagnostic(span));
        return Typed.FAULTY;
      }
      if (value instanceof Value.Real real && !Double.isFinite(real.value())) {
        diagnostics.add(
            Code.WRONG_OPERANDS,
            span,
            "This gives no number that can be kept: a division by zero?");
        return Typed.FAULTY;
      }
      return Typed.constant(type, value);
    } catch (EvaluationException e) {
      diagnostics.add(Code.WRONG_OPERANDS, span, String.valueOf(e.getMessage()));
      return Typed.FAULTY;
    }
  }

  private Optional<Type> result(BinaryOperator operator, Type left, Type right) {
    return switch (operator) {
      case OR, AND ->
          left.is(ScalarKind.BOOL) && right.is(ScalarKind.BOOL)
              ? Optional.of(Type.BOOL)
              : Optional.empty();
      case EQUAL, NOT_EQUAL -> comparable(left, right) ? Optional.of(Type.BOOL) : Optional.empty();
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
          comparable(left, right) && isOrdered(left) ? Optional.of(Type.BOOL) : Optional.empty();
      case IN -> contains(left, right) ? Optional.of(Type.BOOL) : Optional.empty();
      case RANGE, RANGE_EXCLUSIVE ->
          comparable(left, right) && isOrdered(left)
              ? Optional.of(new Type.RangeOf(numeric(left, right)))
              : Optional.empty();
      case OR_ELSE -> Optional.empty();
      case ADD, SUBTRACT, MULTIPLY, DIVIDE -> arithmetic(operator, left, right);
    };
  }

  private static Optional<Type> arithmetic(BinaryOperator operator, Type left, Type right) {
    if (isNumber(left) && isNumber(right)) {
      return Optional.of(operator == BinaryOperator.DIVIDE ? Type.FLOAT : numeric(left, right));
    }
    boolean sum = operator == BinaryOperator.ADD || operator == BinaryOperator.SUBTRACT;
    boolean amounts =
        comparable(left, right) && (left.is(ScalarKind.DURATION) || left.is(ScalarKind.BYTES));
    boolean texts =
        operator == BinaryOperator.ADD && left.is(ScalarKind.STRING) && right.is(ScalarKind.STRING);
    return sum && amounts || texts ? Optional.of(left.widened()) : Optional.empty();
  }

  private static Type numeric(Type left, Type right) {
    boolean real = left.is(ScalarKind.FLOAT) || right.is(ScalarKind.FLOAT);
    return real ? Type.FLOAT : left.widened();
  }

  private boolean contains(Type item, Type container) {
    if (container instanceof Type.ListOf list) {
      return comparable(item, list.element());
    } else if (container instanceof Type.RangeOf range) {
      return comparable(item, range.element());
    }
    return textInText && item.is(ScalarKind.STRING) && container.is(ScalarKind.STRING);
  }

  static boolean comparable(Type left, Type right) {
    if (left.isUnknown() || right.isUnknown()) {
      return true;
    }
    Optional<ScalarKind> a = left.scalar();
    Optional<ScalarKind> b = right.scalar();
    return a.isPresent()
        && b.isPresent()
        && (a.get() == b.get()
            || a.get().isNumber() && b.get().isNumber()
            || a.get().isText() && b.get().isText());
  }

  private static boolean isNumber(Type type) {
    return type.scalar().filter(ScalarKind::isNumber).isPresent();
  }

  private static boolean isOrdered(Type type) {
    return type.isUnknown() || type.scalar().filter(ScalarKind::isOrdered).isPresent();
  }
}
