package io.trainmaster.dsl.check;

import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.ExpressionSyntax;
import io.trainmaster.dsl.syntax.TokenKind;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
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
    return names.isEmpty() ? scope : new Known(scope, names);
  }

  private record Known(Scope scope, Set<String> present) implements Scope {
    @Override
    public Optional<Typed> lookup(String name, Span use) {
      Optional<Typed> value = scope.lookup(name, use);
      return present.contains(name) ? value.map(Typed::present) : value;
    }

    @Override
    public boolean has(String name) {
      return scope.has(name);
    }

    @Override
    public Collection<String> names() {
      return scope.names();
    }
  }
}
