package io.trainmaster.dsl.syntax;

import io.trainmaster.dsl.source.Span;
import java.util.List;
import java.util.Optional;

/** An expression as it is written. */
public sealed interface ExpressionSyntax extends SyntaxNode {

  /**
   * {@code 16 GiB}, {@code 0.8}, {@code 80%}.
   *
   * @param digits as written, with the percent sign
   */
  record Number(String digits, Optional<NameSyntax> unit, Span span) implements ExpressionSyntax {}

  /** A text: pieces of plain text and expressions in <code>${…}</code>. */
  record Text(List<Part> parts, Span span) implements ExpressionSyntax {
    public Text {
      parts = List.copyOf(parts);
    }

    /** A piece of a text. */
    public sealed interface Part {}

    /** Plain text, its escapes resolved. */
    public record Plain(String text) implements Part {}

    /** An expression in <code>${…}</code>. */
    public record Inserted(ExpressionSyntax expression) implements Part {}

    /** The text, where it has no inserted expressions. */
    public Optional<String> plain() {
      StringBuilder whole = new StringBuilder();
      for (Part part : parts) {
        if (!(part instanceof Plain plain)) {
          return Optional.empty();
        }
        whole.append(plain.text());
      }
      return Optional.of(whole.toString());
    }
  }

  /** {@code true} or {@code false}. */
  record Bool(boolean value, Span span) implements ExpressionSyntax {}

  /** {@code [1, 2]}. */
  record Items(List<ExpressionSyntax> items, Span span) implements ExpressionSyntax {
    public Items {
      items = List.copyOf(items);
    }
  }

  /** A name, or a field of what a name means. */
  record Reference(PathSyntax path) implements ExpressionSyntax {
    @Override
    public Span span() {
      return path.span();
    }
  }

  /** {@code random(trials: 6)}. */
  record Call(PathSyntax name, List<ArgumentSyntax> arguments, Span span)
      implements ExpressionSyntax {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /** {@code not x} or {@code -x}. */
  record Unary(Token operator, ExpressionSyntax operand) implements ExpressionSyntax {
    @Override
    public Span span() {
      return operator.span().to(operand.span());
    }
  }

  /** Two operands and an operator between them. */
  record Binary(Token operator, ExpressionSyntax left, ExpressionSyntax right)
      implements ExpressionSyntax {
    @Override
    public Span span() {
      return left.span().to(right.span());
    }
  }

  /** What stands where an expression is missing; it fits everywhere, so that it is blamed once. */
  record Missing(Span span) implements ExpressionSyntax {}
}
