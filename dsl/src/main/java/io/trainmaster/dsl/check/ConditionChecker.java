package io.trainmaster.dsl.check;

import io.trainmaster.dsl.catalogue.OperatorSignature.Conditions;
import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.diagnostic.Nearest;
import io.trainmaster.dsl.syntax.EntrySyntax;
import io.trainmaster.dsl.syntax.ExpressionSyntax;
import io.trainmaster.dsl.syntax.PathSyntax;
import io.trainmaster.dsl.syntax.Token;
import io.trainmaster.dsl.syntax.TokenKind;
import io.trainmaster.dsl.type.ScalarKind;
import io.trainmaster.dsl.type.Type;
import io.trainmaster.model.EntrySpec;
import io.trainmaster.model.Expression;
import io.trainmaster.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks conditions on data: {@code rows >= 1000}, {@code age in 0..120}, {@code charges nulls <
 * 1%}.
 */
final class ConditionChecker {

  private static final String ROWS = "rows";
  private static final String NULLS = "nulls";

  private final ExpressionChecker expressions;
  private final Diagnostics diagnostics;

  ConditionChecker(ExpressionChecker expressions) {
    this.expressions = expressions;
    this.diagnostics = expressions.file().diagnostics();
  }

  Optional<EntrySpec> check(
      EntrySyntax entry, Conditions conditions, Optional<List<Column>> columns) {
    Optional<Column> column = subject(entry.key(), columns);
    if (column.isEmpty()) {
      return Optional.empty();
    } else if (entry instanceof EntrySyntax.Condition condition) {
      return compared(condition, column.get());
    } else if (entry instanceof EntrySyntax.Values values
        && values.arguments().size() == 1
        && values.blocks().isEmpty()
        && !values.call()) {
      return measured(entry, values.arguments().get(0).value(), conditions);
    }
    return malformed(entry);
  }

  private Optional<EntrySpec> malformed(EntrySyntax entry) {
    diagnostics.add(
        Code.MALFORMED_LINE,
        entry.span(),
        "A condition is expected here, such as `"
            + entry.key().text()
            + " >= 0` or `"
            + entry.key().text()
            + " nulls < 1%`.");
    return Optional.empty();
  }

  /** What the condition is on; of an unknown type where the columns are not known. */
  private Optional<Column> subject(PathSyntax key, Optional<List<Column>> columns) {
    String name = key.text();
    if (columns.isPresent()) {
      for (Column column : columns.get()) {
        if (column.name().equals(name)) {
          expressions.file().symbols().column(key.span(), name, columns.get());
          return Optional.of(column);
        }
      }
    }
    if (name.equals(ROWS)) {
      return Optional.of(new Column(ROWS, "Int", false));
    } else if (columns.isEmpty()) {
      return Optional.of(new Column(name, "", true));
    }
    List<String> known = new ArrayList<>(columns.get().stream().map(Column::name).toList());
    known.add(ROWS);
    diagnostics.add(
        new Diagnostic(Code.UNKNOWN_COLUMN, "The data has no column `" + name + "`.", key.span())
            .replaceWith(Nearest.to(name, known)));
    return Optional.empty();
  }

  private Optional<EntrySpec> compared(EntrySyntax.Condition condition, Column column) {
    Token operator = condition.operator();
    if (operator.kind() == TokenKind.MULTIPLY_BY) {
      return malformed(condition);
    }
    Typed value = expressions.infer(condition.value());
    Type type = ScalarKind.of(column.type()).map(ConditionChecker::scalar).orElse(Type.UNKNOWN);
    Type of = operator.kind() == TokenKind.IN ? element(value.type()) : value.type();
    if (operator.kind() == TokenKind.IN && of.isUnknown() && !value.isUnknown()) {
      diagnostics.add(
          Code.TYPE_MISMATCH,
          condition.value().span(),
          "After `in` stands a list or a range, but this is " + value.type().text() + ".");
      return Optional.empty();
    } else if (!Operations.comparable(type, of)) {
      diagnostics.add(
          Code.WRONG_OPERANDS,
          condition.value().span(),
          "`"
              + column.name()
              + "` is "
              + type.text()
              + " and can't be compared with "
              + value.type().text()
              + ".");
      return Optional.empty();
    }
    return Optional.of(
        new EntrySpec(
            column.name(),
            Optional.of(Operations.operator(operator.kind()).spelling()),
            List.of(value.expression()),
            Map.of(),
            List.of()));
  }

  private static Type scalar(ScalarKind kind) {
    return new Type.Scalar(kind, Optional.empty());
  }

  private static Type element(Type container) {
    if (container instanceof Type.ListOf list) {
      return list.element();
    }
    return container instanceof Type.RangeOf range ? range.element() : Type.UNKNOWN;
  }

  /** {@code nulls < 1%} after the column: a call of the comparison on the measure. */
  private Optional<EntrySpec> measured(
      EntrySyntax entry, ExpressionSyntax syntax, Conditions conditions) {
    if (syntax instanceof ExpressionSyntax.Reference word) {
      return measure(word.path(), conditions)
          .map(value -> spec(entry, new Expression.Literal(value)));
    } else if (syntax instanceof ExpressionSyntax.Binary binary
        && binary.left() instanceof ExpressionSyntax.Reference word
        && (binary.operator().kind().isComparison() || binary.operator().kind() == TokenKind.IN)) {
      Typed value = expressions.infer(binary.right());
      boolean share = word.path().text().equals(NULLS);
      if (share && !new ShareChecker(diagnostics).alone(binary.right(), value, NULLS)) {
        return Optional.empty();
      }
      String operator = Operations.operator(binary.operator().kind()).spelling();
      return measure(word.path(), conditions)
          .map(
              name ->
                  spec(
                      entry,
                      new Expression.Call(
                          operator,
                          List.of(new Expression.Literal(name), value.expression()),
                          Map.of())));
    }
    if (syntax instanceof ExpressionSyntax.Call call) {
      return measure(call.name(), conditions)
          .map(name -> spec(entry, expressions.call(call).expression()));
    }
    return malformed(entry);
  }

  private static EntrySpec spec(EntrySyntax entry, Expression value) {
    return new EntrySpec(entry.key().text(), Optional.empty(), List.of(value), Map.of(), List.of());
  }

  private Optional<Value> measure(PathSyntax word, Conditions conditions) {
    if (conditions.measures().isEmpty() || conditions.measures().contains(word.text())) {
      return Optional.of(Value.text(word.text()));
    }
    diagnostics.add(
        new Diagnostic(
                Code.NOT_ONE_OF,
                "Of a column can be said "
                    + String.join(", ", conditions.measures())
                    + ", but not `"
                    + word.text()
                    + "`.",
                word.span())
            .replaceWith(Nearest.to(word.text(), conditions.measures())));
    return Optional.empty();
  }
}
