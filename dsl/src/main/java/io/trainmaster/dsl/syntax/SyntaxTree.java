package io.trainmaster.dsl.syntax;

import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.dsl.source.Span;
import java.util.List;

/**
 * A parsed file.
 *
 * @param tokens every token of the text with its comments; nothing is lost
 * @param items what could be made of them
 * @param diagnostics the faults of form, in the order of the text
 * @param broken the statements and entries that could not be read whole; what is wrong in them is
 *     said already
 */
public record SyntaxTree(
    SourceFile file,
    List<Token> tokens,
    List<ItemSyntax> items,
    List<Diagnostic> diagnostics,
    List<Span> broken) {

  public SyntaxTree {
    tokens = List.copyOf(tokens);
    items = List.copyOf(items);
    diagnostics = List.copyOf(diagnostics);
    broken = List.copyOf(broken);
  }

  /** Whether a place holds, or is part of, something that could not be read. */
  public boolean isFaulty(Span place) {
    for (Span span : broken) {
      if (meet(span, place)) {
        return true;
      }
    }
    for (Diagnostic diagnostic : diagnostics) {
      if (meet(diagnostic.span(), place)) {
        return true;
      }
    }
    return false;
  }

  private static boolean meet(Span a, Span b) {
    return a.start() <= b.end() && b.start() <= a.end();
  }
}
