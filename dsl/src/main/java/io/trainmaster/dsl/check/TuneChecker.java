package io.trainmaster.dsl.check;

import io.trainmaster.dsl.catalogue.OperatorSignature;
import io.trainmaster.dsl.catalogue.ParameterSignature;
import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.diagnostic.Nearest;
import io.trainmaster.dsl.syntax.EntrySyntax;
import io.trainmaster.dsl.syntax.ExpressionSyntax;
import io.trainmaster.dsl.syntax.ValueSyntax;
import io.trainmaster.dsl.syntax.WrittenCall;
import io.trainmaster.dsl.type.Type;
import io.trainmaster.model.EntrySpec;
import io.trainmaster.model.Expression;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks <code>tune train.gbt(…) { search …; maximize … }</code>. */
final class TuneChecker {

  static final List<String> OWN = List.of("search", "maximize", "minimize", "parallel", "folds");
  static final Type PARALLEL = atLeast(1);
  private static final Type FOLDS = atLeast(2);

  private final CallChecker calls;
  private final ExpressionChecker expressions;
  private final Diagnostics diagnostics;

  TuneChecker(CallChecker calls) {
    this.calls = calls;
    this.expressions = calls.expressions();
    this.diagnostics = calls.file().diagnostics();
  }

  private static Type atLeast(long from) {
    return Type.Scalar.between(from, 1000);
  }

  /** The result of a search: the best model, its parameters, its metric, and all trials. */
  Typed check(ValueSyntax.Tune tune, Optional<String> name) {
    WrittenCall call = WrittenCall.of(tune);
    Optional<OperatorSignature> signature = calls.signature(call);
    if (signature.isEmpty()) {
      calls.unknown(call);
      return Typed.FAULTY;
    }
    Map<String, EntrySyntax> own = new LinkedHashMap<>();
    List<EntrySyntax> policy = new ArrayList<>();
    List<EntrySyntax> block = new ArrayList<>();
    for (EntrySyntax entry : calls.entries(call)) {
      if (OWN.contains(entry.key().text())) {
        once(entry, own);
      } else {
        (PolicyChecker.isPolicy(entry) ? policy : block).add(entry);
      }
    }
    Optional<EntrySyntax.Values> search = values(own.get("search"));
    Set<String> searched = new HashSet<>();
    search.ifPresent(entry -> SearchSpace.names(entry).forEach(searched::add));
    CallChecker.Bound bound = calls.bind(call, signature.get(), searched);
    List<String> also = new ArrayList<>(OWN);
    also.addAll(PolicyChecker.KEYS);
    List<EntrySpec> specs = calls.block(call, block, signature.get(), bound, also);
    CheckedTask.Call trial =
        new CheckedTask.Call(
            calls.id(name, signature.get()),
            calls.line(call),
            calls.tasks().after(calls.after(call.after())),
            signature.get(),
            bound.expressions(),
            specs,
            calls.policy(policy, signature.get()));
    Typed result = search(tune, own, search, trial, bound);
    return PolicyChecker.isSkippable(policy) ? CallChecker.optional(result) : result;
  }

  private Typed search(
      ValueSyntax.Tune tune,
      Map<String, EntrySyntax> own,
      Optional<EntrySyntax.Values> search,
      CheckedTask.Call trial,
      CallChecker.Bound bound) {
    OperatorSignature signature = trial.signature();
    SearchSpace space = new SearchSpace(calls, signature, tune);
    if (search.isEmpty() && !own.containsKey("search")) {
      missing(tune, "search", "search random(trials: 10, seed: 1) { … }");
    }
    Optional<SearchSpace.Space> found = search.flatMap(space::check);
    Optional<String> metric = metric(tune, own, signature);
    Optional<Expression> parallel = integer(own.get("parallel"), PARALLEL);
    Optional<Expression> folds = integer(own.get("folds"), FOLDS);
    measurable(tune, signature, bound, own.get("folds"));
    Map<String, Type> params = new LinkedHashMap<>();
    if (found.isPresent() && metric.isPresent()) {
      CheckedTask.Search task =
          new CheckedTask.Search(
              trial,
              found.get().method(),
              found.get().dimensions(),
              metric.get(),
              own.containsKey("maximize"),
              parallel,
              folds);
      calls.tasks().add(task);
    }
    search.ifPresent(
        entry ->
            SearchSpace.names(entry)
                .forEach(
                    dimension ->
                        params.put(
                            dimension,
                            signature
                                .parameter(dimension)
                                .map(parameter -> parameter.type().present().widened())
                                .orElse(Type.UNKNOWN))));
    return Typed.of(result(signature, params), new Expression.Output(trial.id()));
  }

  private static Type result(OperatorSignature signature, Map<String, Type> params) {
    Map<String, Type> fields = new LinkedHashMap<>();
    fields.put("model", signature.result());
    fields.put("params", new Type.RecordOf(params));
    fields.put("metric", Type.FLOAT);
    fields.put("trials", new Type.ListOf(Type.UNKNOWN));
    return new Type.RecordOf(fields);
  }

  private void once(EntrySyntax entry, Map<String, EntrySyntax> own) {
    EntrySyntax before = own.putIfAbsent(entry.key().text(), entry);
    if (before != null) {
      diagnostics.addTwice(
          entry.key().span(),
          "`" + entry.key().text() + "` may stand only once in this block.",
          before.key().span());
    }
  }

  private Optional<EntrySyntax.Values> values(@Nullable EntrySyntax entry) {
    if (entry instanceof EntrySyntax.Values values) {
      return Optional.of(values);
    } else if (entry != null) {
      diagnostics.add(
          Code.MALFORMED_LINE,
          entry.span(),
          "`" + entry.key().text() + "` is followed by its values, not compared.");
    }
    return Optional.empty();
  }

  private void missing(ValueSyntax.Tune tune, String key, String paste) {
    if (misspelt(tune, key)) {
      return;
    }
    diagnostics.add(
        withLine(
            tune,
            paste,
            new Diagnostic(
                Code.MISSING_KEY,
                "A `tune` needs `" + key + "` in its block.",
                tune.operator().span())));
  }

  private static Diagnostic withLine(ValueSyntax.Tune tune, String line, Diagnostic diagnostic) {
    return tune.blocks().stream()
        .findFirst()
        .map(block -> diagnostic.withMend(PolicyChecker.addLine(block, line)))
        .orElse(diagnostic);
  }

  /** A key that is there but for a slip is told of where it stands, and not again. */
  private static boolean misspelt(ValueSyntax.Tune tune, String key) {
    return tune.blocks().stream()
        .flatMap(block -> block.entries().stream())
        .map(entry -> Nearest.to(entry.key().text(), OWN).orElse(""))
        .anyMatch(near -> near.equals(key) || key.equals("maximize") && near.equals("minimize"));
  }

  private Optional<String> metric(
      ValueSyntax.Tune tune, Map<String, EntrySyntax> own, OperatorSignature signature) {
    EntrySyntax maximize = own.get("maximize");
    EntrySyntax minimize = own.get("minimize");
    if (maximize != null && minimize != null) {
      diagnostics.add(
          new Diagnostic(
                  Code.DUPLICATE_KEY,
                  "A search either maximizes or minimizes.",
                  minimize.key().span())
              .withNote(maximize.key().span(), "the other one"));
    }
    EntrySyntax entry = maximize != null ? maximize : minimize;
    if (entry == null) {
      String first = signature.metrics().stream().findFirst().orElse("…");
      missing(tune, "maximize", "maximize " + first);
      return Optional.empty();
    }
    Optional<ExpressionSyntax> value =
        values(entry)
            .flatMap(values -> PolicyChecker.only(values, "the name of a metric", diagnostics));
    if (value.isEmpty()) {
      return Optional.empty();
    } else if (!(value.get() instanceof ExpressionSyntax.Reference reference)) {
      diagnostics.add(
          Code.TYPE_MISMATCH, value.get().span(), "The bare name of a metric is expected here.");
      return Optional.empty();
    } else {
      return known(reference, signature);
    }
  }

  private Optional<String> known(
      ExpressionSyntax.Reference reference, OperatorSignature signature) {
    String name = reference.path().text();
    if (signature.metrics().contains(name)) {
      calls.file().symbols().word(reference.span(), name, Type.FLOAT);
      return Optional.of(name);
    }
    String has =
        signature.metrics().isEmpty()
            ? "none to search by"
            : String.join(", ", signature.metrics());
    diagnostics.add(
        new Diagnostic(
                Code.UNKNOWN_METRIC,
                "`" + signature.name() + "` reports " + has + ", but not `" + name + "`.",
                reference.span())
            .replaceWith(Nearest.to(name, signature.metrics())));
    return Optional.empty();
  }

  private Optional<Expression> integer(@Nullable EntrySyntax entry, Type type) {
    return values(entry)
        .flatMap(values -> PolicyChecker.only(values, "a number", diagnostics))
        .map(value -> expressions.expect(value, type).expression());
  }

  /** A trial is measured on its own validation data or on folds, and not on both. */
  private void measurable(
      ValueSyntax.Tune tune,
      OperatorSignature signature,
      CallChecker.Bound bound,
      @Nullable EntrySyntax folds) {
    Optional<ParameterSignature> validation =
        signature
            .parameter("validation")
            .filter(parameter -> parameter.type().present().is("Dataset"));
    boolean given = bound.arguments().containsKey("validation");
    if (validation.isPresent() && !given && folds == null) {
      diagnostics.add(
          withLine(
              tune,
              "folds 5",
              new Diagnostic(
                  Code.NOTHING_TO_MEASURE_ON,
                  "The trials have no data to be measured on: give `validation:`, or folds.",
                  tune.operator().span())));
    } else if (given && folds != null) {
      diagnostics.add(
          Code.NOTHING_TO_MEASURE_ON,
          folds.span(),
          "The trials have validation data already; folds would be measured on nothing else.");
    }
  }
}
