package io.trainmaster.lsp;

import io.trainmaster.dsl.source.LineMap;
import io.trainmaster.dsl.syntax.SyntaxTree;
import io.trainmaster.dsl.syntax.Token;
import io.trainmaster.dsl.syntax.TokenKind;
import java.util.List;
import java.util.Set;

/** Steps through the tokens of a text that may be half written. */
final class TokenWalk {

  private static final Set<String> ITEMS =
      Set.of("edition", "import", "schema", "operator", "workflow", "test");

  private final List<Token> tokens;
  private final LineMap lines;

  TokenWalk(SyntaxTree tree) {
    this.tokens = tree.tokens();
    this.lines = tree.file().lines();
  }

  Token get(int index) {
    return tokens.get(index);
  }

  int size() {
    return tokens.size();
  }

  TokenKind kind(int index) {
    return index < 0 || index >= tokens.size() ? TokenKind.END : tokens.get(index).kind();
  }

  /** The first token that ends at an offset or behind it. */
  int firstEndingAt(int offset) {
    int low = 0;
    int high = tokens.size() - 1;
    while (low < high) {
      int middle = (low + high) / 2;
      if (tokens.get(middle).span().end() < offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The bracket that a closing one pairs with; -1 where there is none. */
  int opener(int closing) {
    int depth = 0;
    for (int i = closing; i >= 0; i--) {
      if (closes(kind(i))) {
        depth++;
      } else if (opens(kind(i)) && --depth == 0) {
        return i;
      }
    }
    return -1;
  }

  static boolean opens(TokenKind kind) {
    return kind == TokenKind.OPEN_PARENTHESIS
        || kind == TokenKind.OPEN_BRACKET
        || kind == TokenKind.OPEN_BRACE;
  }

  static boolean closes(TokenKind kind) {
    return kind == TokenKind.CLOSE_PARENTHESIS
        || kind == TokenKind.CLOSE_BRACKET
        || kind == TokenKind.CLOSE_BRACE;
  }

  /** Whether a line end at an index ends a statement, outside of parentheses and brackets. */
  boolean endsStatement(int index) {
    if (kind(index) != TokenKind.NEWLINE) {
      return false;
    }
    int before = index - 1;
    while (kind(before) == TokenKind.NEWLINE) {
      before--;
    }
    int next = index + 1;
    while (kind(next) == TokenKind.NEWLINE) {
      next++;
    }
    TokenKind last = kind(before);
    TokenKind first = kind(next);
    boolean open = last == TokenKind.COMMA || last == TokenKind.ARROW || last.isInfix();
    boolean more = first == TokenKind.ELSE || first == TokenKind.AND || first == TokenKind.OR;
    return !open && !more;
  }

  /** Whether a statement begins with the token, which closes the parentheses before it. */
  boolean beginsStatement(int index) {
    TokenKind kind = kind(index);
    return startsLine(index)
        && (kind.startsStatement()
            || kind == TokenKind.NAME && kind(index + 1) == TokenKind.ASSIGN);
  }

  /** Whether an item of the file begins with the token. */
  boolean beginsItem(int index) {
    int start = get(index).span().start();
    return kind(index) == TokenKind.NAME
        && ITEMS.contains(get(index).text())
        && start == lines.start(lines.line(start))
        && (kind(index + 1) == TokenKind.NAME
            || kind(index + 1) == TokenKind.STRING
            || kind(index + 1) == TokenKind.NUMBER);
  }

  private boolean startsLine(int index) {
    return index == 0
        || lines.line(get(index).span().start()) > lines.line(get(index - 1).span().start())
        || kind(index - 1) == TokenKind.NEWLINE;
  }

  /** The first token of the dotted name that ends at an index. */
  int pathStart(int last) {
    int start = last;
    while (kind(start - 1) == TokenKind.DOT && isWord(start - 2)) {
      start -= 2;
    }
    return start;
  }

  /** The dotted name between two indices. */
  String path(int start, int last) {
    StringBuilder path = new StringBuilder();
    for (int i = start; i <= last; i++) {
      path.append(get(i).text());
    }
    return path.toString();
  }

  /** The end of the dotted name that begins at an index. */
  int pathEnd(int start) {
    int end = start;
    while (kind(end + 1) == TokenKind.DOT && isWord(end + 2)) {
      end += 2;
    }
    return end;
  }

  boolean isWord(int index) {
    return kind(index) == TokenKind.NAME || kind(index).isWord();
  }
}
