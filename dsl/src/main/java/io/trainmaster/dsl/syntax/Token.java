package io.trainmaster.dsl.syntax;

import io.trainmaster.dsl.source.Span;
import java.util.List;

/**
 * The smallest piece of the text that means something. What stands between two tokens is blanks and
 * the comments of the second, so that tokens and gaps together are the text.
 *
 * @param text what it says: a name without its backticks, otherwise as it is written
 * @param comments the comments between the token before and this one
 */
public record Token(TokenKind kind, Span span, String text, List<Comment> comments) {

  public Token {
    comments = comments.isEmpty() ? List.of() : List.copyOf(comments);
  }

  /**
   * A comment, up to the end of its line.
   *
   * @param documentation whether it begins with {@code ///} and so documents what follows
   */
  public record Comment(Span span, boolean documentation) {}

  /** How messages call it. */
  String described() {
    return switch (kind) {
      case NAME -> "`" + shortened() + "`";
      case NUMBER -> "the number " + shortened();
      case STRING -> "a text";
      default -> kind.described();
    };
  }

  private String shortened() {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
