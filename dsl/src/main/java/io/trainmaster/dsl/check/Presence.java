package io.trainmaster.dsl.check;

import io.trainmaster.dsl.syntax.ExpressionSyntax;
import io.trainmaster.dsl.syntax.TokenKind;
import java.util.HashSet;
import java.util.Set;

/** What a condition says of values that may be absent: behind it they are there. */
final class Presence {

  private Presence() {}

  /** Whether a call is the question {@code exists(x)}. */
  static boolean isAsked(ExpressionSyntax.Call call) {
    return call.name().text().equals("exists") && call.arguments().size() == 1;
  }

  /** The names that are there where a condition holds. */
  static Set<String> where(ExpressionSyntax condition) {
    Set<String> names = new HashSet<>();
    collect(condition, true, names);
    return names;
  }

  /** The names that are there where a condition doesn't hold. */
  static Set<String> whereNot(ExpressionSyntax condition) {
    Set<String> names = new HashSet<>();
    collect(condition, false, names);
    return names;
  }

  private static void collect(ExpressionSyntax condition, boolean holds, Set<String> names) {
    if (condition instanceof ExpressionSyntax.Call call && holds && isAsked(call)) {
      if (call.arguments().get(0).value() instanceof ExpressionSyntax.Reference reference
          && reference.path().isName()) {
        names.add(reference.path().text());
      }
    } else if (condition instanceof ExpressionSyntax.Unary unary
        && unary.operator().kind() == TokenKind.NOT) {
      collect(unary.operand(), !holds, names);
    } else if (condition instanceof ExpressionSyntax.Binary binary
        && binary.operator().kind() == (holds ? TokenKind.AND : TokenKind.OR)) {
      collect(binary.left(), holds, names);
      collect(binary.right(), holds, names);
    }
  }

  /** A scope in which some names are known to be there. */
  static Scope in(Scope scope, Set<String> names) {
    return names.isEmpty()
        ? scope
        : new MappedScope(scope, (name, value) -> names.contains(name) ? value.present() : value);
  }

  /** What a {@code finally} sees: a task may have given nothing by the time that the run ends. */
  static Scope afterwards(Scope scope) {
    return new MappedScope(
        scope, (name, value) -> value.expression().tasks().isEmpty() ? value : value.maybe());
  }
}
