package io.trainmaster.dsl.syntax;

import io.trainmaster.dsl.source.Span;
import java.util.List;

/** Statements in braces. */
public record BodySyntax(List<StatementSyntax> statements, Span span) implements SyntaxNode {
  public BodySyntax {
    statements = List.copyOf(statements);
  }
}
