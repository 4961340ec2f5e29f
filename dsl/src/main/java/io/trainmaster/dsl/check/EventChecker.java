package io.trainmaster.dsl.check;

import io.trainmaster.dsl.catalogue.ParameterSignature;
import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.diagnostic.Nearest;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.ArgumentSyntax;
import io.trainmaster.dsl.syntax.BlockSyntax;
import io.trainmaster.dsl.syntax.EntrySyntax;
import io.trainmaster.dsl.syntax.ExpressionSyntax;
import io.trainmaster.dsl.syntax.NameSyntax;
import io.trainmaster.dsl.type.Type;
import io.trainmaster.model.Expression;
import io.trainmaster.model.Trigger;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads <code>on model("churn", alias: "candidate") { set candidate: event.version }</code>. */
final class EventChecker {

  private static final List<String> KEYS = List.of("set", "cooldown");

  private final ExpressionChecker expressions;
  private final Diagnostics diagnostics;
  private final int line;

  EventChecker(ExpressionChecker expressions, int line) {
    this.expressions = expressions;
    this.diagnostics = expressions.file().diagnostics();
    this.line = line;
  }

  /** The trigger; empty, with a diagnostic, where nothing like that can happen. */
  Optional<Trigger.Event> check(EntrySyntax.Values on) {
    Optional<EventKind> kind = kind(on);
    Map<String, Expression> arguments = new LinkedHashMap<>();
    kind.ifPresent(found -> arguments.putAll(arguments(on, found)));
    Map<String, Expression> set = new LinkedHashMap<>();
    Optional<Duration> cooldown = Optional.empty();
    Map<String, Span> seen = new HashMap<>();
    for (BlockSyntax block : on.blocks()) {
      for (EntrySyntax entry : block.entries()) {
        once(entry, seen);
        if (entry.key().text().equals("cooldown") && entry instanceof EntrySyntax.Values values) {
          cooldown =
              PolicyChecker.only(values, "a Duration", diagnostics)
                  .flatMap(value -> PolicyChecker.positive(value, "cooldown", diagnostics));
        } else if (entry.key().text().equals("set") && entry instanceof EntrySyntax.Values values) {
          values.arguments().forEach(argument -> set(argument, kind, set));
        } else {
          unknown(entry);
        }
      }
    }
    Optional<Duration> pause = cooldown;
    return kind.map(found -> new Trigger.Event(line, found.word(), arguments, set, pause));
  }

  private void unknown(EntrySyntax entry) {
    String key = entry.key().text();
    diagnostics.add(
        KEYS.contains(key)
            ? new Diagnostic(
                Code.MALFORMED_LINE, "`" + key + "` is followed by its value.", entry.span())
            : new Diagnostic(
                    Code.UNKNOWN_KEY, "An event's block has no `" + key + "`.", entry.key().span())
                .replaceWith(Nearest.to(key, KEYS)));
  }

  private void once(EntrySyntax entry, Map<String, Span> seen) {
    Span before = seen.putIfAbsent(entry.key().text(), entry.key().span());
    if (before != null && entry.key().text().equals("cooldown")) {
      diagnostics.addTwice(
          entry.key().span(), "`cooldown` may stand only once in this block.", before);
    }
  }

  private Optional<EventKind> kind(EntrySyntax.Values on) {
    String name = "";
    Span span = on.key().span();
    if (on.arguments().size() == 1
        && on.arguments().get(0).value() instanceof ExpressionSyntax.Call call) {
      name = call.name().text();
      span = call.name().span();
    } else if (on.arguments().size() == 1) {
      span = on.arguments().get(0).value().span();
    }
    Optional<EventKind> kind = EventKind.of(name);
    if (kind.isEmpty()) {
      diagnostics.add(
          new Diagnostic(
                  Code.NOT_ONE_OF,
                  "A workflow runs `on` one of "
                      + String.join(", ", EventKind.WORDS)
                      + ", with its arguments.",
                  span)
              .replaceWith(meant(name, on)));
    }
    return kind;
  }

  /** An event with a slip of the hand, or without its arguments. */
  private static Optional<String> meant(String name, EntrySyntax.Values on) {
    if (on.arguments().size() == 1
        && on.arguments().get(0).value() instanceof ExpressionSyntax.Reference reference) {
      return Nearest.to(reference.path().text(), EventKind.WORDS).map(near -> near + "(…)");
    }
    return Nearest.to(name, EventKind.WORDS);
  }

  /** What an event is about must be known before anything runs. */
  private Map<String, Expression> arguments(EntrySyntax.Values on, EventKind kind) {
    ExpressionSyntax.Call call = (ExpressionSyntax.Call) on.arguments().get(0).value();
    Map<String, Typed> bound =
        new ArgumentChecker(expressions)
            .bind(
                call.arguments(),
                kind.parameters(),
                "`on " + kind.word() + "`",
                call.name().span(),
                Set.of());
    Map<String, Expression> arguments = new LinkedHashMap<>();
    for (ParameterSignature parameter : kind.parameters()) {
      Typed value = bound.get(parameter.name());
      if (value != null && !value.isUnknown() && !value.expression().tasks().isEmpty()) {
        onTask(call.span());
      } else if (value != null) {
        arguments.put(parameter.name(), value.expression());
      }
    }
    return arguments;
  }

  private void onTask(Span span) {
    diagnostics.add(
        Code.NOT_CONSTANT, span, "What begins a run can't depend on a task of the run.");
  }

  /** {@code candidate: event.version}. */
  private void set(ArgumentSyntax argument, Optional<EventKind> kind, Map<String, Expression> set) {
    Optional<Typed> parameter = argument.name().flatMap(this::parameter);
    if (parameter.isEmpty()) {
      diagnostics.add(
          new Diagnostic(
                  Code.UNKNOWN_NAME,
                  "`set` names a parameter of the workflow.",
                  argument.name().map(NameSyntax::span).orElse(argument.span()))
              .replaceWith(
                  argument
                      .name()
                      .flatMap(name -> Nearest.to(name.text(), expressions.scope().names()))));
      return;
    }
    Type event = kind.map(EventKind::fields).orElse(Type.UNKNOWN);
    Typed value = Typed.of(event, new Expression.Parameter(EventKind.NAME));
    Scope scope =
        new ParameterScope(Map.of(EventKind.NAME, value), Optional.of(expressions.scope()));
    Typed fitted = expressions.within(scope).expect(argument.value(), parameter.get().type());
    if (!fitted.isUnknown() && !fitted.expression().tasks().isEmpty()) {
      onTask(argument.value().span());
    }
    argument
        .name()
        .ifPresent(
            name -> {
              if (set.putIfAbsent(name.text(), fitted.expression()) != null) {
                diagnostics.add(
                    Code.DUPLICATE_ARGUMENT,
                    name.span(),
                    "The parameter `" + name.text() + "` is set twice.");
              }
            });
  }

  private Optional<Typed> parameter(NameSyntax name) {
    if (!expressions.scope().has(name.text())) {
      return Optional.empty();
    }
    Optional<Typed> found =
        expressions
            .scope()
            .lookup(name.text(), name.span())
            .filter(
                value ->
                    value.expression() instanceof Expression.Parameter parameter
                        && parameter.name().equals(name.text()));
    found.ifPresent(value -> expressions.file().symbols().value(name, value));
    return found;
  }
}
