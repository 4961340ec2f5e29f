package io.trainmaster.dsl.syntax;

import io.trainmaster.dsl.source.Span;

/** A line of a body, with what belongs to it. */
public sealed interface StatementSyntax extends SyntaxNode {

  /** {@code x = …}. */
  record Binding(PathSyntax target, ValueSyntax value, Span span) implements StatementSyntax {}

  /** {@code return …}. */
  record Return(ValueSyntax value, Span span) implements StatementSyntax {}

  /** {@code yield …}, which a {@code for} collects. */
  record Yield(ValueSyntax value, Span span) implements StatementSyntax {}

  /** {@code require condition else skip "…"}. */
  record Require(
      ExpressionSyntax condition, NameSyntax otherwise, ExpressionSyntax message, Span span)
      implements StatementSyntax {}

  /** <code>finally { … }</code>. */
  record Finally(BodySyntax body, Span span) implements StatementSyntax {}

  /** An {@code if}, {@code for} or {@code tune} whose value nobody takes. */
  record Plain(ValueSyntax value) implements StatementSyntax {
    @Override
    public Span span() {
      return value.span();
    }
  }

  /** A call that stands alone, or a line that configures the body it stands in. */
  record Line(EntrySyntax entry) implements StatementSyntax {
    @Override
    public Span span() {
      return entry.span();
    }
  }
}
