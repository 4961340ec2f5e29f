package io.trainmaster.dsl.check;

import io.trainmaster.dsl.catalogue.BlockKey;
import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Nearest;
import io.trainmaster.dsl.syntax.ExpressionSyntax;
import io.trainmaster.dsl.type.ScalarKind;
import io.trainmaster.dsl.type.Type;
import io.trainmaster.model.Expression;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks conditions on what is measured while a task runs, such as {@code p99 > 80 ms}. The
 * operator decides them, so that what is about a measure reaches it as calls: {@code >} of {@code
 * p99} and 80 ms. All else in them is computed before.
 */
final class MeasureChecker {

  private final ExpressionChecker expressions;

  MeasureChecker(ExpressionChecker expressions) {
    this.expressions = expressions;
  }

  Typed check(ExpressionSyntax syntax, BlockKey key) {
    Map<String, Typed> measures = new LinkedHashMap<>();
    for (BlockKey.Measure measure : key.measures()) {
      Expression value = new Expression.Call(measure.name(), List.of(), Map.of());
      measures.put(measure.name(), Typed.of(measure.type(), value));
    }
    if (unknown(syntax, key)) {
      return Typed.FAULTY;
    }
    Scope scope = new ParameterScope(measures, Optional.of(expressions.scope()));
    Typed condition = expressions.within(scope).condition(syntax);
    if (condition.isUnknown()) {
      return Typed.FAULTY;
    }
    Expression decided = decided(condition.expression());
    if (!(decided instanceof Expression.Call)) {
      expressions
          .file()
          .diagnostics()
          .add(
              Code.NOT_A_CONDITION,
              syntax.span(),
              "This is about nothing that `" + key.name() + "` measures: " + names(key) + ".");
      return Typed.FAULTY;
    }
    Type type = new Type.Scalar(ScalarKind.CONDITION, Optional.empty());
    return Typed.of(type, decided);
  }

  private static String names(BlockKey key) {
    return String.join(", ", key.measures().stream().map(BlockKey.Measure::name).toList());
  }

  /** Where a condition begins with a name that nothing has, a measure was meant. */
  private boolean unknown(ExpressionSyntax syntax, BlockKey key) {
    if (syntax instanceof ExpressionSyntax.Unary unary) {
      return unknown(unary.operand(), key);
    } else if (syntax instanceof ExpressionSyntax.Binary binary) {
      boolean left = unknown(binary.left(), key);
      return unknown(binary.right(), key) || left;
    } else if (!(syntax instanceof ExpressionSyntax.Reference reference)
        || !reference.path().isName()) {
      return false;
    } else {
      String name = reference.path().text();
      List<String> names = key.measures().stream().map(BlockKey.Measure::name).toList();
      if (name.isEmpty() || names.contains(name) || expressions.scope().has(name)) {
        return false;
      }
      expressions
          .file()
          .diagnostics()
          .add(
              new Diagnostic(
                      Code.UNKNOWN_METRIC,
                      "`" + key.name() + "` measures " + names(key) + ", but not `" + name + "`.",
                      reference.span())
                  .replaceWith(Nearest.to(name, names)));
      return true;
    }
  }

  /** Calls stand for measures alone here; what contains one can't be computed before. */
  private static Expression decided(Expression expression) {
    if (expression instanceof Expression.Binary binary) {
      Expression left = decided(binary.left());
      Expression right = decided(binary.right());
      return left instanceof Expression.Call || right instanceof Expression.Call
          ? new Expression.Call(binary.operator().spelling(), List.of(left, right), Map.of())
          : expression;
    } else if (expression instanceof Expression.Unary unary) {
      Expression operand = decided(unary.operand());
      String name = unary.operator() == Expression.UnaryOperator.NOT ? "not" : "-";
      return operand instanceof Expression.Call
          ? new Expression.Call(name, List.of(operand), Map.of())
          : expression;
    }
    return expression;
  }
}
