package io.trainmaster.dsl.syntax;

import io.trainmaster.dsl.source.Span;
import java.util.List;
import java.util.Optional;

/** What a binding can hold. */
public sealed interface ValueSyntax extends SyntaxNode {

  /** An expression; a call may be followed by {@code after} and by blocks. */
  record Computed(
      ExpressionSyntax expression, List<PathSyntax> after, List<BlockSyntax> blocks, Span span)
      implements ValueSyntax {
    public Computed {
      after = List.copyOf(after);
      blocks = List.copyOf(blocks);
    }
  }

  /** <code>if condition { … } else { … }</code>; an {@code else if} is a body of one statement. */
  record If(ExpressionSyntax condition, BodySyntax then, Optional<BodySyntax> otherwise, Span span)
      implements ValueSyntax {}

  /** <code>for day in days { … }</code>. */
  record For(NameSyntax name, ExpressionSyntax over, BodySyntax body, Span span)
      implements ValueSyntax {}

  /** <code>tune train.gbt(…) { … }</code>. */
  record Tune(
      PathSyntax operator,
      List<ArgumentSyntax> arguments,
      List<PathSyntax> after,
      List<BlockSyntax> blocks,
      Span span)
      implements ValueSyntax {
    public Tune {
      arguments = List.copyOf(arguments);
      after = List.copyOf(after);
      blocks = List.copyOf(blocks);
    }
  }
}
