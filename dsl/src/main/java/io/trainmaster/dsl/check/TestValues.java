package io.trainmaster.dsl.check;

import io.trainmaster.dsl.catalogue.ParameterSignature;
import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.ArgumentSyntax;
import io.trainmaster.dsl.syntax.ExpressionSyntax;
import io.trainmaster.dsl.type.Type;
import io.trainmaster.model.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the values that a test writes out: nothing has run, so that no name means anything yet. */
final class TestValues {

  private final ExpressionChecker expressions;
  private final Diagnostics diagnostics;

  TestValues(FileScope file) {
    this.diagnostics = file.diagnostics();
    Scope nothing = new ParameterScope(Map.of(), Optional.empty());
    this.expressions =
        new ExpressionChecker(file, nothing, TaskList.none(file), call -> called(call.span()));
  }

  Diagnostics diagnostics() {
    return diagnostics;
  }

  private Typed called(Span span) {
    diagnostics.add(Code.NOT_CONSTANT, span, "The values of a test are written out: nothing runs.");
    return Typed.FAULTY;
  }

  /** The values of some arguments by parameter. */
  Map<String, Value> bind(
      List<ArgumentSyntax> arguments,
      List<ParameterSignature> parameters,
      String callee,
      Span span) {
    return bind(arguments, parameters, callee, span, Set.of());
  }

  /**
   * The values of some arguments by parameter.
   *
   * @param elsewhere the parameters that need no argument for another reason
   */
  Map<String, Value> bind(
      List<ArgumentSyntax> arguments,
      List<ParameterSignature> parameters,
      String callee,
      Span span,
      Set<String> elsewhere) {
    Map<String, Typed> bound =
        new ArgumentChecker(expressions).bind(arguments, parameters, callee, span, elsewhere);
    Map<String, Value> values = new LinkedHashMap<>();
    for (ParameterSignature parameter : parameters) {
      Typed given = bound.get(parameter.name());
      if (given != null) {
        constant(given, span).ifPresent(value -> values.put(parameter.name(), value));
      }
    }
    return values;
  }

  /** A value of a type. */
  Optional<Value> value(ExpressionSyntax syntax, Type type) {
    return constant(expressions.expect(syntax, type), syntax.span());
  }

  private Optional<Value> constant(Typed typed, Span span) {
    if (typed.constant().isEmpty() && !typed.isUnknown()) {
      diagnostics.add(
          Code.NOT_CONSTANT, span, "The values of a test are written out: write a literal here.");
    }
    return typed.constant();
  }
}
