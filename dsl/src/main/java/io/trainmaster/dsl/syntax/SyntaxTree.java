package io.trainmaster.dsl.syntax;

import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.dsl.source.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A parsed file.
 *
 * @param tokens every token of the text with its comments; nothing is lost
 * @param items what could be made of them
 * @param diagnostics the faults of form, in the order of the text
 * @param broken the statements and entries that could not be read whole; what is wrong in them is
 *     said already; sorted, those that meet as one
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
    broken = merged(broken);
  }

  /** Its comments, in the order of the text. */
  public List<Token.Comment> comments() {
    List<Token.Comment> comments = new ArrayList<>();
    for (Token token : tokens) {
      comments.addAll(token.comments());
    }
    return comments;
  }

  /** Whether a place holds, or is part of, something that could not be read. */
  public boolean isFaulty(Span place) {
    int low = 0;
    int high = broken.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (broken.get(middle).start() <= place.end()) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    if (low > 0 && meet(broken.get(low - 1), place)) {
      return true;
    }
    for (Diagnostic diagnostic : diagnostics) {
      if (meet(diagnostic.span(), place)) {
        return true;
      }
    }
    return false;
  }

  /** Sorted, and those that meet as one, so that a place is found by halving. */
  private static List<Span> merged(List<Span> spans) {
    List<Span> sorted = new ArrayList<>(spans);
    sorted.sort(Comparator.comparingInt(Span::start));
    List<Span> merged = new ArrayList<>();
    for (Span span : sorted) {
      int last = merged.size() - 1;
      if (last >= 0 && meet(merged.get(last), span)) {
        merged.set(last, merged.get(last).to(span));
      } else {
        merged.add(span);
      }
    }
    return List.copyOf(merged);
  }

  private static boolean meet(Span a, Span b) {
    return a.start() <= b.end() && b.start() <= a.end();
  }
}
