package io.trainmaster.dsl.syntax;

import io.trainmaster.dsl.source.Span;
import java.util.List;
import java.util.stream.Collectors;

/** One or more names with dots between them. */
public record PathSyntax(List<NameSyntax> names) implements SyntaxNode {

  public PathSyntax {
    names = List.copyOf(names);
    if (names.isEmpty()) {
      throw new IllegalArgumentException("A path needs a name.");
    }
  }

  @Override
  public Span span() {
    return first().span().to(last().span());
  }

  /** The first name. */
  public NameSyntax first() {
    return names.get(0);
  }

  /** The last name. */
  public NameSyntax last() {
    return names.get(names.size() - 1);
  }

  /** Whether it is a name without dots. */
  public boolean isName() {
    return names.size() == 1;
  }

  /** The names with dots between them. */
  public String text() {
    return isName()
        ? first().text()
        : names.stream().map(NameSyntax::text).collect(Collectors.joining("."));
  }
}
