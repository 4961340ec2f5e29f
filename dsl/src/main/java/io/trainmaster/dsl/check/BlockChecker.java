package io.trainmaster.dsl.check;

import io.trainmaster.dsl.catalogue.BlockKey;
import io.trainmaster.dsl.catalogue.OperatorSignature;
import io.trainmaster.dsl.catalogue.ParameterSignature;
import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.diagnostic.Nearest;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.ArgumentSyntax;
import io.trainmaster.dsl.syntax.EntrySyntax;
import io.trainmaster.dsl.syntax.ExpressionSyntax;
import io.trainmaster.dsl.type.ScalarKind;
import io.trainmaster.model.EntrySpec;
import io.trainmaster.model.Expression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks the lines of an operator's block against the keys that its signature declares. */
final class BlockChecker {

  /** The key whose value may be a secret, whatever the type of its parameter. */
  private static final String ENVIRONMENT = "env";

  private final ExpressionChecker expressions;
  private final ArgumentChecker arguments;
  private final ConditionChecker conditions;
  private final Diagnostics diagnostics;

  BlockChecker(ExpressionChecker expressions) {
    this.expressions = expressions;
    this.arguments = new ArgumentChecker(expressions);
    this.conditions = new ConditionChecker(expressions);
    this.diagnostics = expressions.file().diagnostics();
  }

  /**
   * The lines of a block.
   *
   * @param also the keys that the block takes besides those of the signature, for suggestions
   * @param columns the columns of the call's first dataset, where they are known
   */
  List<EntrySpec> check(
      List<EntrySyntax> entries,
      OperatorSignature signature,
      List<String> also,
      Optional<List<Column>> columns) {
    List<EntrySpec> specs = new ArrayList<>();
    Conditions stated = new Conditions();
    Map<String, Span> seen = new HashMap<>();
    for (EntrySyntax entry : entries) {
      Optional<BlockKey> key = BlockKey.find(signature.keys(), entry.key().text());
      if (key.isPresent() && entry instanceof EntrySyntax.Values values) {
        once(entry, key.get(), seen);
        entry(values, key.get(), columns).ifPresent(specs::add);
      } else if (signature.conditions().isPresent()) {
        conditions
            .check(entry, signature.conditions().get(), columns)
            .filter(spec -> isNew(spec, stated, entry))
            .ifPresent(specs::add);
      } else if (key.isPresent()) {
        diagnostics.add(
            Code.MALFORMED_LINE,
            entry.span(),
            "`" + key.get().name() + "` is followed by its values, not compared.");
      } else {
        unknown(entry, "`" + signature.name() + "`", signature.keys(), also);
      }
    }
    return specs;
  }

  private boolean isNew(EntrySpec spec, Conditions before, EntrySyntax entry) {
    if (!before.add(spec)) {
      diagnostics.add(Code.DUPLICATE_KEY, entry.span(), "This condition stands here already.");
      return false;
    }
    return true;
  }

  /** The conditions so far. Most keys have one, and only those of one key are compared. */
  private static final class Conditions {
    private final Map<String, EntrySpec> first = new HashMap<>();
    private final Set<EntrySpec> others = new HashSet<>();

    boolean add(EntrySpec condition) {
      EntrySpec before = first.putIfAbsent(condition.key(), condition);
      return before == null || (!before.equals(condition) && others.add(condition));
    }
  }

  private void once(EntrySyntax entry, BlockKey key, Map<String, Span> seen) {
    Span before = seen.putIfAbsent(key.name(), entry.key().span());
    if (before != null && !key.repeats()) {
      diagnostics.addTwice(
          entry.key().span(), "`" + key.name() + "` may stand only once in this block.", before);
    }
  }

  private void unknown(EntrySyntax entry, String owner, List<BlockKey> keys, List<String> also) {
    List<String> known = new ArrayList<>(keys.stream().map(BlockKey::name).toList());
    known.addAll(also);
    diagnostics.add(
        new Diagnostic(
                Code.UNKNOWN_KEY,
                "The block of " + owner + " has no `" + entry.key().text() + "`.",
                entry.key().span())
            .replaceWith(Nearest.to(entry.key().text(), known)));
  }

  private Optional<EntrySpec> entry(
      EntrySyntax.Values entry, BlockKey key, Optional<List<Column>> columns) {
    expressions.file().symbols().key(entry.key(), key);
    String callee = "`" + key.name() + "`";
    Map<String, ArgumentSyntax> given =
        arguments.assign(entry.arguments(), key.parameters(), callee);
    arguments.requireAll(given, key.parameters(), callee, entry.key().span(), Set.of());
    Map<String, Typed> checked =
        arguments.check(
            given,
            key.parameters(),
            columns,
            (parameter, value, known) -> value(key, parameter, value, known));
    List<Expression> positional = new ArrayList<>();
    Map<String, Expression> named = new LinkedHashMap<>();
    for (ParameterSignature parameter : key.parameters()) {
      Typed value = checked.get(parameter.name());
      ArgumentSyntax syntax = given.get(parameter.name());
      if (value != null && syntax != null && syntax.name().isEmpty()) {
        positional.add(value.expression());
      } else if (value != null) {
        named.put(parameter.name(), value.expression());
      } else {
        parameter
            .defaultValue()
            .ifPresent(other -> named.put(parameter.name(), new Expression.Literal(other)));
      }
    }
    List<EntrySpec> inner = inner(entry, key, columns);
    return Optional.of(new EntrySpec(key.name(), Optional.empty(), positional, named, inner));
  }

  private List<EntrySpec> inner(
      EntrySyntax.Values entry, BlockKey key, Optional<List<Column>> columns) {
    List<EntrySpec> specs = new ArrayList<>();
    if (entry.blocks().isEmpty()) {
      return specs;
    } else if (key.keys().isEmpty() || entry.blocks().size() > 1) {
      Span span = entry.blocks().get(key.keys().isEmpty() ? 0 : 1).span();
      diagnostics.add(
          Code.BLOCK_NOT_TAKEN,
          new Span(span.start(), span.start() + 1),
          "`" + key.name() + "` takes no " + (key.keys().isEmpty() ? "block." : "second block."));
      return specs;
    }
    Map<String, Span> seen = new HashMap<>();
    for (EntrySyntax line : entry.blocks().get(0).entries()) {
      Optional<BlockKey> nested = BlockKey.find(key.keys(), line.key().text());
      if (nested.isPresent() && line instanceof EntrySyntax.Values values) {
        once(line, nested.get(), seen);
        entry(values, nested.get(), columns).ifPresent(specs::add);
      } else if (nested.isPresent()) {
        diagnostics.add(
            Code.MALFORMED_LINE,
            line.span(),
            "`" + nested.get().name() + "` is followed by its values, not compared.");
      } else {
        unknown(line, "`" + key.name() + "`", key.keys(), List.of());
      }
    }
    return specs;
  }

  private Typed value(
      BlockKey key,
      ParameterSignature parameter,
      ExpressionSyntax syntax,
      Optional<List<Column>> columns) {
    if (parameter.type().present().is(ScalarKind.CALL)) {
      return call(key, syntax);
    } else if (parameter.type().present().is(ScalarKind.CONDITION)) {
      return new MeasureChecker(expressions).check(syntax, key);
    } else if (key.name().equals(ENVIRONMENT) && mayBeSecret(syntax)) {
      Typed value = expressions.infer(syntax);
      return value.type().equals(Secrets.SECRET)
          ? value
          : new Fitting(diagnostics).fit(value, parameter.type(), syntax.span());
    }
    return expressions.expect(syntax, parameter.type(), columns);
  }

  private static boolean mayBeSecret(ExpressionSyntax syntax) {
    return syntax instanceof ExpressionSyntax.Reference
        || syntax instanceof ExpressionSyntax.Call call && call.name().text().equals(Secrets.NAME);
  }

  /** {@code adam(rate: 0.001)}, or {@code adam} where all of its parameters have defaults. */
  private Typed call(BlockKey key, ExpressionSyntax syntax) {
    String name;
    List<ArgumentSyntax> given;
    if (syntax instanceof ExpressionSyntax.Call call) {
      name = call.name().text();
      given = call.arguments();
    } else if (syntax instanceof ExpressionSyntax.Reference reference) {
      name = reference.path().text();
      given = List.of();
    } else {
      diagnostics.add(
          Code.TYPE_MISMATCH, syntax.span(), "A call is expected here, such as `name(value: 1)`.");
      return Typed.FAULTY;
    }
    Optional<BlockKey.CallSignature> signature =
        key.calls().stream().filter(call -> call.name().equals(name)).findFirst();
    if (signature.isPresent()) {
      return known(signature.get(), given, syntax.span());
    } else if (key.calls().isEmpty()) {
      return expressions.call(syntax);
    }
    List<String> names = key.calls().stream().map(BlockKey.CallSignature::name).toList();
    Span span = syntax instanceof ExpressionSyntax.Call call ? call.name().span() : syntax.span();
    diagnostics.add(
        new Diagnostic(
                Code.NOT_ONE_OF,
                "Expected one of " + String.join(", ", names) + ", but this is `" + name + "`.",
                span)
            .replaceWith(Nearest.to(name, names)));
    return Typed.FAULTY;
  }

  private Typed known(BlockKey.CallSignature signature, List<ArgumentSyntax> given, Span span) {
    Map<String, Typed> bound =
        arguments.bind(given, signature.parameters(), "`" + signature.name() + "`", span, Set.of());
    Map<String, Expression> named = new LinkedHashMap<>();
    for (ParameterSignature parameter : signature.parameters()) {
      Typed value = bound.get(parameter.name());
      if (value != null) {
        named.put(parameter.name(), value.expression());
      } else {
        parameter
            .defaultValue()
            .ifPresent(other -> named.put(parameter.name(), new Expression.Literal(other)));
      }
    }
    return Typed.of(
        ExpressionChecker.CALL, new Expression.Call(signature.name(), List.of(), named));
  }
}
