package io.trainmaster.dsl.syntax;

import io.trainmaster.dsl.source.Span;

/** A node of the tree. Nodes are immutable and keep their place in the text. */
public sealed interface SyntaxNode
    permits NameSyntax,
        PathSyntax,
        ItemSyntax,
        ParameterSyntax,
        TypeSyntax,
        StatementSyntax,
        ValueSyntax,
        BodySyntax,
        BlockSyntax,
        EntrySyntax,
        ArgumentSyntax,
        ExpressionSyntax {

  /** From its first to its last token. */
  Span span();
}
