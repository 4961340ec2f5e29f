package io.trainmaster.dsl.check;

import io.trainmaster.dsl.catalogue.ParameterSignature;
import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.ArgumentSyntax;
import io.trainmaster.dsl.syntax.EntrySyntax;
import io.trainmaster.dsl.syntax.ExpressionSyntax;
import io.trainmaster.dsl.type.Refinement;
import io.trainmaster.dsl.type.ScalarKind;
import io.trainmaster.dsl.type.Type;
import io.trainmaster.model.Alert;
import io.trainmaster.model.Evaluator;
import io.trainmaster.model.Value;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code alert "team", on: [failed, late]}. */
final class AlertChecker {

  private static final List<ParameterSignature> PARAMETERS =
      List.of(
          new ParameterSignature("to", Type.STRING, Optional.empty(), ""),
          new ParameterSignature("on", new Type.ListOf(cause()), Optional.of(failed()), ""));

  private final ExpressionChecker expressions;
  private final Diagnostics diagnostics;
  private final int line;

  AlertChecker(ExpressionChecker expressions, int line) {
    this.expressions = expressions;
    this.diagnostics = expressions.file().diagnostics();
    this.line = line;
  }

  private static Type cause() {
    List<Value> words =
        Arrays.stream(Alert.Cause.values()).map(AlertChecker::word).map(Value::text).toList();
    return new Type.Scalar(ScalarKind.NAME, Optional.of(new Refinement.OneOf(words, true)));
  }

  private static Value failed() {
    return new Value.Items(List.of(Value.text(word(Alert.Cause.FAILED))));
  }

  private static String word(Alert.Cause cause) {
    return cause.name().toLowerCase(Locale.ROOT);
  }

  Optional<Alert> check(EntrySyntax.Values entry) {
    if (!entry.blocks().isEmpty()) {
      Span block = entry.blocks().get(0).span();
      diagnostics.add(
          Code.BLOCK_NOT_TAKEN,
          new Span(block.start(), block.start() + 1),
          "`alert` takes no block.");
    }
    Map<String, Typed> bound =
        new ArgumentChecker(expressions)
            .bind(entry.arguments(), PARAMETERS, "`alert`", entry.key().span(), Set.of());
    for (ArgumentSyntax argument : entry.arguments()) {
      if (argument.value() instanceof ExpressionSyntax.Items items && items.items().isEmpty()) {
        diagnostics.add(Code.EMPTY_RANGE, items.span(), "Nothing is in this list.");
      }
    }
    Optional<Value> to = Optional.ofNullable(bound.get("to")).flatMap(Typed::constant);
    Optional<Value> on =
        bound.containsKey("on")
            ? Optional.ofNullable(bound.get("on")).flatMap(Typed::constant)
            : Optional.of(failed());
    if (to.isEmpty() && bound.containsKey("to") && !bound.get("to").isUnknown()) {
      diagnostics.add(
          Code.NOT_CONSTANT,
          entry.arguments().get(0).span(),
          "Whom to tell must be known before the workflow runs: write a text here.");
    }
    return to.isPresent() && on.isPresent()
        ? Optional.of(new Alert(line, ((Value.Text) to.get()).value(), causes(on.get())))
        : Optional.empty();
  }

  private static Set<Alert.Cause> causes(Value words) {
    Set<Alert.Cause> causes = new LinkedHashSet<>();
    for (Value word : Evaluator.items(words)) {
      causes.add(Alert.Cause.valueOf(((Value.Text) word).value().toUpperCase(Locale.ROOT)));
    }
    return causes;
  }
}
