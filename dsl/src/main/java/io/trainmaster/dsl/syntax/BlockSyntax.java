package io.trainmaster.dsl.syntax;

import io.trainmaster.dsl.source.Span;
import java.util.List;

/** Entries in braces. */
public record BlockSyntax(List<EntrySyntax> entries, Span span) implements SyntaxNode {
  public BlockSyntax {
    entries = List.copyOf(entries);
  }
}
