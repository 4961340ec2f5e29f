package io.trainmaster.dsl.lint;

import io.trainmaster.dsl.source.LineMap;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.ExpressionSyntax;
import io.trainmaster.dsl.syntax.SyntaxTree;
import io.trainmaster.dsl.syntax.Token;
import io.trainmaster.dsl.syntax.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The tokens of a file, for changes that may lose nothing: brackets stay paired, comments stay. */
final class Words {

  private final SyntaxTree tree;

  /** Those that hold text, so neither line ends nor the file's end. */
  private final List<Token> written = new ArrayList<>();

  private final TreeSet<Integer> comments = new TreeSet<>();

  Words(SyntaxTree tree) {
    this.tree = tree;
    tree.comments().forEach(comment -> comments.add(comment.span().start()));
    for (Token token : tree.tokens()) {
      if (token.kind() != TokenKind.NEWLINE && token.kind() != TokenKind.END) {
        written.add(token);
      }
    }
  }

  /** Whether a comment begins in a place. */
  boolean hasComment(Span place) {
    Integer first = comments.ceiling(place.start());
    return first != null && first < place.end();
  }

  /** Whether documentation stands before the token that a place begins with. */
  boolean isDocumented(Span place) {
    int first = from(place.start());
    return first < written.size()
        && written.get(first).comments().stream().anyMatch(Token.Comment::documentation);
  }

  /** The first token that begins at an offset or after it. */
  private int from(int offset) {
    int low = 0;
    int high = written.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (written.get(middle).span().start() < offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The token that follows a place. */
  Optional<Token> after(Span place) {
    int next = from(place.end());
    return next < written.size() ? Optional.of(written.get(next)) : Optional.empty();
  }

  /** The tokens of a place, as one text in which blanks and line ends make no difference. */
  String text(Span place) {
    StringBuilder out = new StringBuilder();
    for (int i = from(place.start()); i < written.size(); i++) {
      Token token = written.get(i);
      if (token.span().end() > place.end()) {
        break;
      } else if (token.kind() != TokenKind.COMMA || !closes(i + 1)) {
        out.append(token.text()).append(' ');
      }
    }
    return out.toString();
  }

  private boolean closes(int index) {
    return index < written.size()
        && (written.get(index).kind() == TokenKind.CLOSE_PARENTHESIS
            || written.get(index).kind() == TokenKind.CLOSE_BRACKET);
  }

  /**
   * An operand with the parentheses that belong to it, which a tree does not keep. Empty where it
   * stands inside of a text.
   */
  Optional<Span> operand(Span operand) {
    int first = from(operand.start());
    int last = from(operand.end()) - 1;
    if (first >= written.size()
        || last < first
        || written.get(first).span().start() != operand.start()
        || written.get(last).span().end() != operand.end()) {
      return Optional.empty();
    }
    int missing = 0;
    int open = 0;
    for (int i = first; i <= last; i++) {
      if (written.get(i).kind() == TokenKind.OPEN_PARENTHESIS) {
        open++;
      } else if (written.get(i).kind() == TokenKind.CLOSE_PARENTHESIS) {
        missing += open == 0 ? 1 : 0;
        open = Math.max(0, open - 1);
      }
    }
    first -= missing;
    last += open;
    while (is(first - 1, TokenKind.OPEN_PARENTHESIS) && is(last + 1, TokenKind.CLOSE_PARENTHESIS)) {
      first--;
      last++;
    }
    return first < 0 || last >= written.size()
        ? Optional.empty()
        : Optional.of(written.get(first).span().to(written.get(last).span()));
  }

  /** An operation with the parentheses that belong to its operands. */
  Optional<Span> operation(ExpressionSyntax.Binary operation) {
    return operand(operation.left().span())
        .flatMap(left -> operand(operation.right().span()).map(left::to));
  }

  private boolean is(int index, TokenKind kind) {
    return index >= 0 && index < written.size() && written.get(index).kind() == kind;
  }

  /**
   * An argument or a parameter with the comma that parts it from the one before it, or else from
   * the one after it.
   */
  Span withComma(Span argument) {
    int first = from(argument.start());
    int next = from(argument.end());
    if (is(first - 1, TokenKind.COMMA)) {
      return written.get(first - 1).span().to(argument);
    } else if (!is(next, TokenKind.COMMA)) {
      return argument;
    }
    return closes(next + 1) || next + 1 == written.size()
        ? argument.to(written.get(next).span())
        : new Span(argument.start(), written.get(next + 1).span().start());
  }

  /**
   * Where one more argument is written.
   *
   * @param afterComma whether the arguments before it end with a comma
   */
  record ArgumentsEnd(Span place, boolean afterComma) {}

  /** Where one more argument of a call is written, given the name of what is called. */
  Optional<ArgumentsEnd> argumentsEnd(Span callee) {
    int depth = 0;
    for (int i = from(callee.end()); i < written.size(); i++) {
      TokenKind kind = written.get(i).kind();
      if (kind == TokenKind.OPEN_PARENTHESIS) {
        depth++;
      } else if (kind == TokenKind.CLOSE_PARENTHESIS && --depth == 0) {
        Token last = written.get(i - 1);
        return Optional.of(new ArgumentsEnd(last.span().after(), last.kind() == TokenKind.COMMA));
      } else if (depth == 0) {
        break;
      }
    }
    return Optional.empty();
  }

  /** A place, or the whole of its lines where nothing else stands on them. */
  Span lines(Span place) {
    LineMap lines = tree.file().lines();
    int first = lines.line(place.start());
    int last = lines.line(place.end());
    int start = lines.start(first);
    int end = last < lines.count() ? lines.start(last + 1) : tree.file().text().length();
    return isBlank(start, place.start()) && isBlank(place.end(), end)
        ? new Span(start, end)
        : place;
  }

  /** Stops at the first word: a line may be as long as the file. */
  private boolean isBlank(int start, int end) {
    String text = tree.file().text();
    int at = start;
    while (at < end && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at == end;
  }

  /** The blanks that the line of an offset begins with. */
  String indentation(int offset) {
    LineMap lines = tree.file().lines();
    int line = lines.line(offset);
    return lines.text(line).substring(0, lines.indentation(line));
  }

  /** How the file ends its lines. */
  String lineEnd() {
    String text = tree.file().text();
    int first = text.indexOf('\n');
    return first > 0 && text.charAt(first - 1) == '\r' ? "\r\n" : "\n";
  }
}
