package io.trainmaster.dsl.check;

import io.trainmaster.dsl.catalogue.OperatorSignature;
import io.trainmaster.dsl.catalogue.ParameterSignature;
import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.diagnostic.Nearest;
import io.trainmaster.dsl.syntax.ArgumentSyntax;
import io.trainmaster.dsl.syntax.ExpressionSyntax;
import io.trainmaster.dsl.syntax.WrittenCall;
import io.trainmaster.dsl.type.Type;
import io.trainmaster.model.Expression;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Checks the default of a parameter that is an artifact: a call that finds one when a run begins,
 * such as {@code registry("churn", alias: "candidate")}.
 */
final class ArtifactLookup {

  private final FileScope file;
  private final Diagnostics diagnostics;
  private final ExpressionChecker expressions;

  ArtifactLookup(FileScope file, TaskList tasks) {
    this.file = file;
    this.diagnostics = file.diagnostics();
    Scope nothing = new ParameterScope(Map.of(), Optional.empty());
    this.expressions = new ExpressionChecker(file, nothing, tasks, this::nested);
  }

  private Typed nested(ExpressionSyntax.Call call) {
    diagnostics.add(
        Code.NOT_CONSTANT,
        call.span(),
        "This must be known before the workflow runs: write a literal here.");
    return Typed.FAULTY;
  }

  /** The call as a value, complete with its defaults; empty, with a diagnostic, otherwise. */
  Optional<Value> check(ExpressionSyntax syntax, Type type) {
    if (syntax instanceof ExpressionSyntax.Missing) {
      return Optional.empty();
    } else if (!(syntax instanceof ExpressionSyntax.Call call)) {
      diagnostics.add(
          Code.NOT_CONSTANT,
          syntax.span(),
          "An artifact is found by a call, such as `registry(\"churn\")`.");
      return Optional.empty();
    } else {
      return file.operator(call.name().text())
          .flatMap(signature -> call(call, signature, type))
          .or(() -> unknown(call));
    }
  }

  private Optional<Value> unknown(ExpressionSyntax.Call call) {
    String name = call.name().text();
    if (!name.isEmpty() && file.operator(name).isEmpty()) {
      diagnostics.add(
          new Diagnostic(
                  Code.UNKNOWN_OPERATOR, "There is no operator `" + name + "`.", call.name().span())
              .replaceWith(Nearest.to(name, finders())));
    }
    return Optional.empty();
  }

  private List<String> finders() {
    return file.catalogue().operators().values().stream()
        .filter(ArtifactLookup::finds)
        .map(OperatorSignature::name)
        .toList();
  }

  private static boolean finds(OperatorSignature signature) {
    return signature.effect() == OperatorSignature.Effect.READS
        && signature.isolation() == TaskSpec.Isolation.ENGINE;
  }

  private Optional<Value> call(ExpressionSyntax.Call call, OperatorSignature signature, Type type) {
    file.symbols().call(WrittenCall.of(call), signature, Optional.empty());
    if (!finds(signature)) {
      diagnostics.add(
          Code.NOT_CONSTANT,
          call.name().span(),
          "`"
              + signature.name()
              + "` is a task and can't be a default; "
              + String.join(", ", finders())
              + " can.");
      return Optional.empty();
    }
    int told = diagnostics.count();
    Map<String, Typed> bound =
        new ArgumentChecker(expressions)
            .bind(
                call.arguments(),
                signature.parameters(),
                "`" + signature.name() + "`",
                call.name().span(),
                Set.of());
    Expression found = new Expression.Call(signature.name(), List.of(), Map.of());
    new Fitting(diagnostics).fit(Typed.of(signature.result(), found), type, call.span());
    return diagnostics.count() > told
        ? Optional.empty()
        : Optional.of(new Value.Call(signature.name(), List.of(), values(call, signature, bound)));
  }

  private Map<String, Value> values(
      ExpressionSyntax.Call call, OperatorSignature signature, Map<String, Typed> bound) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (ParameterSignature parameter : signature.parameters()) {
      Typed given = bound.get(parameter.name());
      Optional<Value> value = given == null ? parameter.defaultValue() : given.constant();
      value.ifPresent(known -> values.put(parameter.name(), known));
    }
    for (ArgumentSyntax argument : call.arguments()) {
      constant(argument);
    }
    return values;
  }

  /** Texts with names in them are known to be faulty by now; nothing else is left here. */
  private void constant(ArgumentSyntax argument) {
    if (argument.value() instanceof ExpressionSyntax.Text text && text.plain().isEmpty()) {
      diagnostics.add(
          Code.NOT_CONSTANT,
          argument.value().span(),
          "This must be known before the workflow runs: write a literal here.");
    }
  }
}
