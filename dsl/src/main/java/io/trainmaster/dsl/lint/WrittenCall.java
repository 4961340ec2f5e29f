package io.trainmaster.dsl.lint;

import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.ArgumentSyntax;
import io.trainmaster.dsl.syntax.BlockSyntax;
import io.trainmaster.dsl.syntax.EntrySyntax;
import io.trainmaster.dsl.syntax.ExpressionSyntax;
import io.trainmaster.dsl.syntax.PathSyntax;
import io.trainmaster.dsl.syntax.ValueSyntax;
import java.util.List;
import java.util.Optional;

/**
 * A call in whatever form it is written.
 *
 * @param span the call with the blocks that follow it
 * @param search whether it is what a {@code tune} calls
 */
record WrittenCall(
    PathSyntax name,
    List<ArgumentSyntax> arguments,
    List<BlockSyntax> blocks,
    Span span,
    boolean search) {

  static WrittenCall of(ExpressionSyntax.Call call) {
    return new WrittenCall(call.name(), call.arguments(), List.of(), call.span(), false);
  }

  static WrittenCall of(ExpressionSyntax.Call call, ValueSyntax.Computed value) {
    return new WrittenCall(call.name(), call.arguments(), value.blocks(), value.span(), false);
  }

  static WrittenCall of(ValueSyntax.Tune tune) {
    return new WrittenCall(tune.operator(), tune.arguments(), tune.blocks(), tune.span(), true);
  }

  static WrittenCall of(EntrySyntax.Values line) {
    return new WrittenCall(line.key(), line.arguments(), line.blocks(), line.span(), false);
  }

  /** The call that a value is, if it is one and nothing else. */
  static Optional<WrittenCall> of(ValueSyntax value) {
    if (value instanceof ValueSyntax.Tune tune) {
      return Optional.of(of(tune));
    } else if (value instanceof ValueSyntax.Computed computed
        && computed.expression() instanceof ExpressionSyntax.Call call) {
      return Optional.of(of(call, computed));
    }
    return Optional.empty();
  }

  /** The argument of a name. */
  Optional<ArgumentSyntax> named(String wanted) {
    return arguments.stream()
        .filter(one -> one.name().filter(name -> name.text().equals(wanted)).isPresent())
        .findFirst();
  }

  /** Whether its block has a line that begins with a key. */
  boolean hasEntry(String key) {
    return blocks.stream()
        .flatMap(block -> block.entries().stream())
        .anyMatch(entry -> entry.key().text().equals(key));
  }
}
