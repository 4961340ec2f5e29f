package io.trainmaster.dsl.syntax;

import io.trainmaster.dsl.source.Span;
import java.util.List;
import java.util.Optional;

/**
 * A call in whatever form it is written, with what follows it.
 *
 * @param after the tasks that it names behind {@code after}
 * @param span the call with the blocks that follow it
 * @param search whether it is what a {@code tune} calls
 */
public record WrittenCall(
    PathSyntax name,
    List<ArgumentSyntax> arguments,
    List<PathSyntax> after,
    List<BlockSyntax> blocks,
    Span span,
    boolean search) {

  public WrittenCall {
    arguments = List.copyOf(arguments);
    after = List.copyOf(after);
    blocks = List.copyOf(blocks);
  }

  /** A call inside of an expression, which nothing follows. */
  public static WrittenCall of(ExpressionSyntax.Call call) {
    return new WrittenCall(call.name(), call.arguments(), List.of(), List.of(), call.span(), false);
  }

  /** A call that is a whole value. */
  public static WrittenCall of(ExpressionSyntax.Call call, ValueSyntax.Computed value) {
    return new WrittenCall(
        call.name(), call.arguments(), value.after(), value.blocks(), value.span(), false);
  }

  /** What a {@code tune} calls. */
  public static WrittenCall of(ValueSyntax.Tune tune) {
    return new WrittenCall(
        tune.operator(), tune.arguments(), tune.after(), tune.blocks(), tune.span(), true);
  }

  /** A call that is a line of a body. */
  public static WrittenCall of(EntrySyntax.Values line) {
    return new WrittenCall(
        line.key(), line.arguments(), line.after(), line.blocks(), line.span(), false);
  }

  /** The call that a value is, if it is one and nothing else. */
  public static Optional<WrittenCall> of(ValueSyntax value) {
    if (value instanceof ValueSyntax.Tune tune) {
      return Optional.of(of(tune));
    } else if (value instanceof ValueSyntax.Computed computed
        && computed.expression() instanceof ExpressionSyntax.Call call) {
      return Optional.of(of(call, computed));
    }
    return Optional.empty();
  }

  /** The argument of a name. */
  public Optional<ArgumentSyntax> named(String wanted) {
    return arguments.stream()
        .filter(one -> one.name().filter(name -> name.text().equals(wanted)).isPresent())
        .findFirst();
  }

  /** Whether its block has a line that begins with a key. */
  public boolean hasEntry(String key) {
    return blocks.stream()
        .flatMap(block -> block.entries().stream())
        .anyMatch(entry -> entry.key().text().equals(key));
  }
}
