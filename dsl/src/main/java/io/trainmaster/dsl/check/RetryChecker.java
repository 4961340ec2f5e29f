package io.trainmaster.dsl.check;

import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.diagnostic.Nearest;
import io.trainmaster.dsl.syntax.ArgumentSyntax;
import io.trainmaster.dsl.syntax.BlockSyntax;
import io.trainmaster.dsl.syntax.EntrySyntax;
import io.trainmaster.dsl.syntax.ExpressionSyntax;
import io.trainmaster.dsl.syntax.NameSyntax;
import io.trainmaster.dsl.syntax.TokenKind;
import io.trainmaster.dsl.type.ConstantReader;
import io.trainmaster.dsl.type.Refinement;
import io.trainmaster.dsl.type.ScalarKind;
import io.trainmaster.dsl.type.Type;
import io.trainmaster.model.Outcome;
import io.trainmaster.model.RetryRule;
import io.trainmaster.model.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads <code>retry { oom 2 { memory *= 2 }; error 1, backoff: 10 s .. 5 min }</code>. */
final class RetryChecker {

  /** The wait before the first retry, and the longest, where a rule says nothing. */
  static final Duration BACKOFF_MIN = Duration.ofSeconds(1);

  static final Duration BACKOFF_MAX = Duration.ofMinutes(1);

  static final List<String> EDITABLE = List.of("cpu", "memory", "gpu.memory");
  private static final Type RETRIES =
      new Type.Scalar(ScalarKind.INT, Optional.of(between(new Value.Int(0), new Value.Int(1000))));
  private static final Type FACTOR =
      new Type.Scalar(
          ScalarKind.FLOAT, Optional.of(between(new Value.Real(1), new Value.Real(1024))));

  private final Diagnostics diagnostics;
  private final ConstantReader constants;

  RetryChecker(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
    this.constants = new ConstantReader(diagnostics);
  }

  private static Refinement between(Value from, Value to) {
    return new Refinement.Between(new Value.Range(from, to, true));
  }

  List<RetryRule> check(EntrySyntax.Values entry) {
    if (entry.blocks().size() != 1 || !entry.arguments().isEmpty()) {
      diagnostics.add(
          Code.MALFORMED_LINE,
          entry.span(),
          "`retry` is followed by a block such as `{ lost 3; error 1 }`.");
      return List.of();
    }
    List<RetryRule> rules = new ArrayList<>();
    Set<Outcome> seen = EnumSet.noneOf(Outcome.class);
    for (EntrySyntax rule : entry.blocks().get(0).entries()) {
      Optional<Outcome> outcome = outcome(rule);
      if (outcome.isPresent() && !seen.add(outcome.get())) {
        diagnostics.add(
            Code.DUPLICATE_KEY,
            rule.key().span(),
            "There is already a rule for `" + outcome.get().word() + "`.");
      } else if (outcome.isPresent() && rule instanceof EntrySyntax.Values values) {
        rule(outcome.get(), values).ifPresent(rules::add);
      } else if (outcome.isPresent()) {
        diagnostics.add(
            Code.MALFORMED_LINE, rule.span(), "An outcome is followed by a number of retries.");
      }
    }
    return rules;
  }

  private Optional<Outcome> outcome(EntrySyntax rule) {
    List<String> words = new ArrayList<>();
    for (Outcome outcome : Outcome.values()) {
      if (outcome.word().equals(rule.key().text())) {
        return Optional.of(outcome);
      }
      words.add(outcome.word());
    }
    diagnostics.add(
        new Diagnostic(
                Code.UNKNOWN_OUTCOME,
                "`"
                    + rule.key().text()
                    + "` is no outcome; they are "
                    + String.join(", ", words)
                    + ".",
                rule.key().span())
            .replaceWith(Nearest.to(rule.key().text(), words)));
    return Optional.empty();
  }

  private Optional<RetryRule> rule(Outcome outcome, EntrySyntax.Values entry) {
    Duration min = BACKOFF_MIN;
    Duration max = BACKOFF_MAX;
    Optional<Value> retries = Optional.empty();
    for (ArgumentSyntax argument : entry.arguments()) {
      if (argument.name().isEmpty() && retries.isEmpty()) {
        retries = constants.read(argument.value(), RETRIES);
      } else if (argument.name().isPresent() && argument.name().get().text().equals("backoff")) {
        Optional<Value.Range> range = backoff(argument.value());
        min = range.map(value -> PolicyChecker.duration(value.from())).orElse(min);
        max = range.map(value -> PolicyChecker.duration(value.to())).orElse(max);
      } else {
        diagnostics.add(
            new Diagnostic(
                    Code.UNKNOWN_ARGUMENT,
                    "A rule takes a number of retries and `backoff`, but not this.",
                    argument.name().map(NameSyntax::span).orElse(argument.span()))
                .replaceWith(
                    argument.name().flatMap(name -> Nearest.to(name.text(), List.of("backoff")))));
      }
    }
    if (entry.arguments().isEmpty()) {
      diagnostics.add(
          new Diagnostic(
                  Code.MISSING_ARGUMENT,
                  "`" + outcome.word() + "` needs a number of retries.",
                  entry.key().span())
              .withMend(
                  new Diagnostic.Mend(
                      "write `" + outcome.word() + " 1`", entry.key().span().after(), " 1")));
    }
    List<RetryRule.Edit> edits = edits(entry);
    if (!(retries.orElse(Value.ABSENT) instanceof Value.Int count)) {
      return Optional.empty();
    }
    return Optional.of(new RetryRule(outcome, (int) count.value(), min, max, edits));
  }

  private Optional<Value.Range> backoff(ExpressionSyntax syntax) {
    if (syntax instanceof ExpressionSyntax.Binary binary && ConstantReader.isRange(binary)) {
      return constants
          .read(syntax, new Type.RangeOf(Type.DURATION))
          .map(value -> (Value.Range) value);
    }
    return constants.read(syntax, Type.DURATION).map(value -> new Value.Range(value, value, true));
  }

  private List<RetryRule.Edit> edits(EntrySyntax.Values entry) {
    List<RetryRule.Edit> edits = new ArrayList<>();
    for (BlockSyntax block : entry.blocks()) {
      for (EntrySyntax edit : block.entries()) {
        edit(edit).ifPresent(edits::add);
      }
    }
    return edits;
  }

  private Optional<RetryRule.Edit> edit(EntrySyntax edit) {
    String resource = edit.key().text();
    if (!EDITABLE.contains(resource)) {
      diagnostics.add(
          new Diagnostic(
                  Code.UNKNOWN_KEY,
                  "A retry can change "
                      + String.join(", ", EDITABLE)
                      + ", but not `"
                      + resource
                      + "`.",
                  edit.key().span())
              .replaceWith(Nearest.to(resource, EDITABLE)));
      return Optional.empty();
    }
    if (!(edit instanceof EntrySyntax.Condition condition)
        || condition.operator().kind() != TokenKind.MULTIPLY_BY) {
      diagnostics.add(
          new Diagnostic(
                  Code.MALFORMED_LINE, "A retry multiplies: `" + resource + " *= 2`.", edit.span())
              .replaceWith(resource + " *= 2"));
      return Optional.empty();
    }
    return constants
        .read(condition.value(), FACTOR)
        .map(value -> new RetryRule.Edit(resource, ((Value.Real) value).value()));
  }
}
