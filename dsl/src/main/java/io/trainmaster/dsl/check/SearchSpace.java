package io.trainmaster.dsl.check;

import io.trainmaster.dsl.catalogue.OperatorSignature;
import io.trainmaster.dsl.catalogue.ParameterSignature;
import io.trainmaster.dsl.catalogue.Release;
import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.diagnostic.Nearest;
import io.trainmaster.dsl.syntax.ArgumentSyntax;
import io.trainmaster.dsl.syntax.EntrySyntax;
import io.trainmaster.dsl.syntax.ExpressionSyntax;
import io.trainmaster.dsl.syntax.TokenKind;
import io.trainmaster.dsl.syntax.ValueSyntax;
import io.trainmaster.dsl.type.ConstantReader;
import io.trainmaster.dsl.type.ScalarKind;
import io.trainmaster.dsl.type.Type;
import io.trainmaster.model.Expression;
import io.trainmaster.model.Value;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks <code>search random(trials: 6) { max_depth in [3, 5] }</code>. */
final class SearchSpace {

  static final List<String> METHODS = List.of("grid", "random", "tpe", "asha", "hyperband");
  private static final Set<String> LATER = Set.of("tpe", "asha", "hyperband");
  private static final String LOG = "log";
  private static final List<ParameterSignature> RANDOM =
      List.of(
          new ParameterSignature("trials", trials(), Optional.empty(), ""),
          new ParameterSignature("seed", Type.INT, Optional.of(new Value.Int(1)), ""));

  /** Of searches that give the better ones of many short trials more time. */
  private static final List<ParameterSignature> HALVING =
      List.of(
          new ParameterSignature("trials", trials(), Optional.empty(), ""),
          new ParameterSignature("eta", Type.INT, Optional.of(new Value.Int(3)), ""),
          new ParameterSignature("budget", new Type.Maybe(Type.INT), Optional.empty(), ""),
          new ParameterSignature("seed", Type.INT, Optional.of(new Value.Int(1)), ""));

  private final CallChecker calls;
  private final OperatorSignature signature;
  private final ValueSyntax.Tune tune;
  private final ExpressionChecker expressions;
  private final Diagnostics diagnostics;

  SearchSpace(CallChecker calls, OperatorSignature signature, ValueSyntax.Tune tune) {
    this.calls = calls;
    this.signature = signature;
    this.tune = tune;
    this.expressions = calls.expressions();
    this.diagnostics = calls.file().diagnostics();
  }

  private static Type trials() {
    return Type.Scalar.between(1, 100_000);
  }

  /** What to search, and how. */
  record Space(Expression method, Map<String, Expression> dimensions) {}

  /** The names of the dimensions, whether they are sound or not. */
  static List<String> names(EntrySyntax.Values search) {
    return search.blocks().stream()
        .flatMap(block -> block.entries().stream())
        .map(entry -> entry.key().text())
        .toList();
  }

  Optional<Space> check(EntrySyntax.Values search) {
    if (search.arguments().size() != 1
        || search.arguments().get(0).name().isPresent()
        || search.blocks().size() != 1
        || search.blocks().get(0).entries().isEmpty()) {
      diagnostics.add(
          Code.MALFORMED_LINE,
          search.key().span(),
          "`search` is followed by a method and a block with what varies, such as "
              + "`search grid { max_depth in [3, 5] }`.");
      return Optional.empty();
    }
    ExpressionSyntax method = search.arguments().get(0).value();
    Optional<Expression> checked = method(method);
    boolean grid =
        checked.isPresent()
            && checked.get() instanceof Expression.Call call
            && call.name().equals("grid");
    Map<String, Expression> dimensions = new LinkedHashMap<>();
    for (EntrySyntax entry : search.blocks().get(0).entries()) {
      dimension(entry, grid, dimensions);
    }
    return checked.map(call -> new Space(call, dimensions));
  }

  private Optional<Expression> method(ExpressionSyntax syntax) {
    String name = "";
    List<ArgumentSyntax> given = List.of();
    if (syntax instanceof ExpressionSyntax.Call call) {
      name = call.name().text();
      given = call.arguments();
    } else if (syntax instanceof ExpressionSyntax.Reference reference) {
      name = reference.path().text();
    }
    if (LATER.contains(name)) {
      calls.tasks().later(syntax.span(), "the search `" + name + "`", Release.UNATTENDED);
    } else if (!METHODS.contains(name)) {
      diagnostics.add(
          new Diagnostic(
                  Code.NOT_ONE_OF,
                  "A search is one of " + String.join(", ", METHODS) + ".",
                  syntax instanceof ExpressionSyntax.Call call ? call.name().span() : syntax.span())
              .replaceWith(Nearest.to(name, METHODS)));
      return Optional.empty();
    }
    List<ParameterSignature> parameters = parameters(name);
    Map<String, Typed> bound =
        calls.arguments().bind(given, parameters, "`" + name + "`", syntax.span(), Set.of());
    Map<String, Expression> named = new LinkedHashMap<>();
    for (ParameterSignature parameter : parameters) {
      Typed value = bound.get(parameter.name());
      if (value != null) {
        named.put(parameter.name(), value.expression());
      } else {
        parameter
            .defaultValue()
            .ifPresent(other -> named.put(parameter.name(), new Expression.Literal(other)));
      }
    }
    return Optional.of(new Expression.Call(name, List.of(), named));
  }

  private static List<ParameterSignature> parameters(String method) {
    return switch (method) {
      case "grid" -> List.of();
      case "asha" -> HALVING;
      case "hyperband" -> HALVING.subList(1, HALVING.size());
      default -> RANDOM;
    };
  }

  private void dimension(EntrySyntax entry, boolean grid, Map<String, Expression> dimensions) {
    Optional<ParameterSignature> parameter = searchable(entry);
    if (!(entry instanceof EntrySyntax.Condition condition)
        || condition.operator().kind() != TokenKind.IN) {
      diagnostics.add(
          Code.MALFORMED_LINE,
          entry.span(),
          "What varies is written `" + entry.key().text() + " in [1, 2]`.");
      return;
    }
    if (parameter.isEmpty()) {
      return;
    }
    Expression values = values(condition.value(), parameter.get(), grid);
    if (dimensions.put(entry.key().text(), values) != null) {
      diagnostics.add(
          Code.DUPLICATE_KEY,
          entry.key().span(),
          "The dimension `" + entry.key().text() + "` is there already.");
    }
  }

  private Optional<ParameterSignature> searchable(EntrySyntax entry) {
    String name = entry.key().text();
    Optional<ParameterSignature> parameter = signature.parameter(name);
    if (parameter.isEmpty()) {
      List<String> names =
          signature.parameters().stream()
              .filter(one -> one.type().present().scalar().isPresent())
              .map(ParameterSignature::name)
              .toList();
      diagnostics.add(
          new Diagnostic(
                  Code.UNSEARCHABLE,
                  "`" + signature.name() + "` has no parameter `" + name + "` to search.",
                  entry.key().span())
              .replaceWith(Nearest.to(name, names)));
      return parameter;
    }
    calls.file().symbols().argument(entry.key().first(), parameter.get());
    for (ArgumentSyntax argument : tune.arguments()) {
      if (argument.name().isPresent() && argument.name().get().text().equals(name)) {
        diagnostics.add(
            new Diagnostic(
                    Code.UNSEARCHABLE,
                    "`" + name + "` can't vary, since it is given.",
                    entry.key().span())
                .withNote(argument.span(), "given here"));
        return Optional.empty();
      }
    }
    if (parameter.get().type().present().scalar().isEmpty()) {
      diagnostics.add(
          Code.UNSEARCHABLE,
          entry.key().span(),
          "`" + name + "` is " + parameter.get().type().text() + ", which can't be searched.");
      return Optional.empty();
    }
    return parameter;
  }

  private Expression values(ExpressionSyntax syntax, ParameterSignature parameter, boolean grid) {
    Type type = parameter.type().present();
    if (syntax instanceof ExpressionSyntax.Items) {
      Typed tried = expressions.expect(syntax, new Type.ListOf(type));
      distinct((ExpressionSyntax.Items) syntax, tried);
      return tried.expression();
    }
    boolean logarithmic =
        syntax instanceof ExpressionSyntax.Call call && call.name().text().equals(LOG);
    boolean range =
        syntax instanceof ExpressionSyntax.Binary binary && ConstantReader.isRange(binary);
    if (grid && (logarithmic || range && !type.is(ScalarKind.INT))) {
      diagnostics.add(
          Code.UNFIT_SEARCH,
          syntax.span(),
          "A grid needs a list of values: this range holds too many to try them all.");
    }
    if (logarithmic && syntax instanceof ExpressionSyntax.Call call) {
      return logarithmic(call, type);
    }
    return expressions.expect(syntax, new Type.RangeOf(type)).expression();
  }

  private void distinct(ExpressionSyntax.Items syntax, Typed tried) {
    if (syntax.items().isEmpty()) {
      diagnostics.add(Code.EMPTY_RANGE, syntax.span(), "There is no value to try.");
    } else if (tried.constant().orElse(Value.ABSENT) instanceof Value.Items values) {
      Set<Value> seen = new HashSet<>();
      for (int i = 0; i < values.items().size(); i++) {
        if (!seen.add(values.items().get(i))) {
          diagnostics.add(
              Code.DUPLICATE_KEY, syntax.items().get(i).span(), "This value is tried already.");
        }
      }
    }
  }

  private Expression logarithmic(ExpressionSyntax.Call call, Type type) {
    if (call.arguments().size() != 1 || call.arguments().get(0).name().isPresent()) {
      diagnostics.add(Code.MALFORMED_LINE, call.span(), "`log` takes one range: `log(0.01 .. 1)`.");
      return Typed.FAULTY.expression();
    }
    ExpressionSyntax inner = call.arguments().get(0).value();
    Typed range = expressions.expect(inner, new Type.RangeOf(type));
    if (range.constant().orElse(Value.ABSENT) instanceof Value.Range bounds
        && notPositive(bounds.from())) {
      diagnostics.add(Code.OUT_OF_RANGE, inner.span(), "A logarithmic range begins above 0.");
    }
    return new Expression.Call(LOG, List.of(range.expression()), Map.of());
  }

  private static boolean notPositive(Value value) {
    return value instanceof Value.Int integer && integer.value() <= 0
        || value instanceof Value.Real real && real.value() <= 0;
  }
}
