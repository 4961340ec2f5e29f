package io.trainmaster.dsl.syntax;

import io.trainmaster.dsl.source.Span;
import java.util.List;

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
    if (isName()) {
      return first().text();
    }
    StringBuilder text = new StringBuilder(first().text());
    for (NameSyntax name : names.subList(1, names.size())) {
      text.append('.').append(name.text());
    }
    return text.toString();
  }
}
