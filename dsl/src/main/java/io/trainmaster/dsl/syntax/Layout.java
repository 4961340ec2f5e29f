package io.trainmaster.dsl.syntax;

import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.dsl.source.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Decides which line ends mean something, and mends brackets, so that the parser sees a sequence in
 * which braces always pair. A line end means nothing inside parentheses and brackets, after a
 * comma, an arrow or an infix operator, and before {@code else}, {@code and}, {@code or}.
 */
final class Layout {

  private static final Set<String> ITEM_WORDS =
      Set.of("edition", "import", "schema", "operator", "workflow", "test", "type");

  /** Of more tokens no type is made; it bounds the work where nothing fits together. */
  private static final int TYPE_LIMIT = 1000;

  private final SourceFile file;
  private final List<Token> raw;
  private final BraceRepair braces;
  private final List<Token> out = new ArrayList<>();
  private final Deque<TokenKind> open = new ArrayDeque<>();

  /** The token after the line ends that were looked over last. */
  private int nextWord;

  private Layout(SourceFile file, List<Token> raw, Diagnostics diagnostics) {
    this.file = file;
    this.raw = raw;
    this.braces = new BraceRepair(raw, file.lines(), diagnostics);
  }

  /** The tokens that the parser reads. */
  static List<Token> apply(SourceFile file, List<Token> raw, Diagnostics diagnostics) {
    Layout layout = new Layout(file, raw, diagnostics);
    layout.repairBraces();
    for (int i = 0; i < raw.size(); i++) {
      layout.token(i);
    }
    return layout.out;
  }

  /** Whether a word begins an item where a line begins. */
  static boolean isItemWord(String word) {
    return ITEM_WORDS.contains(word);
  }

  private void repairBraces() {
    int from = 0;
    for (int i = 1; i < raw.size(); i++) {
      if (startsItem(i) || raw.get(i).kind() == TokenKind.END) {
        braces.repair(from, i);
        from = i;
      }
    }
  }

  private void token(int index) {
    Token token = raw.get(index);
    int missing = braces.missing(index);
    for (int i = 0; i < missing; i++) {
      closeBrace();
      out.add(virtual(TokenKind.CLOSE_BRACE, "}", token.span().start()));
    }
    if (missing > 0 && token.kind() != TokenKind.CLOSE_BRACE) {
      out.add(virtual(TokenKind.NEWLINE, "", token.span().start()));
    }
    if (braces.isStray(index)) {
      return;
    }
    if (braces.isOpeningMissing(index)) {
      closeBrackets();
      push(virtual(TokenKind.OPEN_BRACE, "{", token.span().start()));
    }
    if (startsItem(index)) {
      open.clear();
      endLine(token);
    } else if (inBrackets() && startsLine(index) && startsStatement(index)) {
      closeBrackets();
      endLine(token);
    }
    switch (token.kind()) {
      case NEWLINE -> newline(index);
      case OPEN_PARENTHESIS, OPEN_BRACKET -> push(token);
      case OPEN_BRACE -> {
        if (inBrackets() && !beginsRecordType()) {
          closeBrackets();
        }
        push(token);
      }
      case CLOSE_PARENTHESIS -> closeBracket(token, TokenKind.OPEN_PARENTHESIS);
      case CLOSE_BRACKET -> closeBracket(token, TokenKind.OPEN_BRACKET);
      case CLOSE_BRACE -> {
        closeBrace();
        out.add(token);
      }
      default -> out.add(token);
    }
  }

  private void push(Token token) {
    open.push(token.kind());
    out.add(token);
  }

  private void closeBracket(Token token, TokenKind opener) {
    if (open.peek() == opener) {
      open.pop();
    }
    out.add(token);
  }

  private void closeBrackets() {
    while (inBrackets()) {
      open.pop();
    }
  }

  private void closeBrace() {
    closeBrackets();
    if (!open.isEmpty()) {
      open.pop();
    }
  }

  private boolean inBrackets() {
    TokenKind top = open.peek();
    return top == TokenKind.OPEN_PARENTHESIS || top == TokenKind.OPEN_BRACKET;
  }

  private boolean beginsRecordType() {
    TokenKind before = lastKind();
    return before == TokenKind.COLON || before == TokenKind.LESS;
  }

  private void newline(int index) {
    if (!inBrackets()
        && (!continues(lastKind()) || begins(index) || closesType())
        && !continuing(index)) {
      out.add(raw.get(index));
    }
  }

  private static boolean continues(TokenKind before) {
    return before == TokenKind.NEWLINE
        || before == TokenKind.COMMA
        || before == TokenKind.ARROW
        || before.isInfix();
  }

  /** Whether the last token is the {@code >} of a type such as {@code List<Int>}. */
  private boolean closesType() {
    int angles = 0;
    int braces = 0;
    int last = out.size() - 1;
    for (int i = last; i > 1 && i > last - TYPE_LIMIT; i--) {
      TokenKind kind = out.get(i).kind();
      switch (kind) {
        case CLOSE_BRACE -> braces++;
        case OPEN_BRACE -> braces--;
        case GREATER -> angles += braces == 0 ? 1 : 0;
        case LESS -> angles -= braces == 0 ? 1 : 0;
        default -> {
          if (!standsInTypes(kind)) {
            return false;
          }
        }
      }
      if (angles == 0 || braces < 0 || braces == 0 && kind == TokenKind.NEWLINE) {
        TokenKind before = out.get(i - 2).kind();
        return kind == TokenKind.LESS
            && out.get(i - 1).kind() == TokenKind.NAME
            && (before == TokenKind.COLON || before == TokenKind.ARROW);
      }
    }
    return false;
  }

  private static boolean standsInTypes(TokenKind kind) {
    return switch (kind) {
      case NAME, NUMBER, COMMA, COLON, QUESTION, DOT, IN, RANGE, RANGE_EXCLUSIVE, NEWLINE -> true;
      default -> false;
    };
  }

  private boolean continuing(int index) {
    int next = Math.max(index + 1, nextWord);
    while (raw.get(next).kind() == TokenKind.NEWLINE) {
      next++;
    }
    nextWord = next;
    TokenKind kind = raw.get(next).kind();
    return kind == TokenKind.ELSE || kind == TokenKind.AND || kind == TokenKind.OR;
  }

  /** A line that binds a name begins something new, whatever the line before lacks. */
  private boolean begins(int index) {
    TokenKind before = lastKind();
    TokenKind next = raw.get(index + 1).kind();
    return before.isInfix() && next != TokenKind.NEWLINE && startsStatement(index + 1);
  }

  private void endLine(Token before) {
    if (lastKind() != TokenKind.NEWLINE) {
      out.add(virtual(TokenKind.NEWLINE, "", before.span().start()));
    }
  }

  private TokenKind lastKind() {
    return out.isEmpty() ? TokenKind.NEWLINE : out.get(out.size() - 1).kind();
  }

  private static Token virtual(TokenKind kind, String text, int offset) {
    return new Token(kind, new Span(offset, offset), text, List.of());
  }

  private boolean startsLine(int index) {
    int start = raw.get(index).span().start();
    int line = file.lines().line(start);
    return start == file.lines().start(line) + file.lines().indentation(line);
  }

  private boolean startsStatement(int index) {
    TokenKind kind = raw.get(index).kind();
    return kind.startsStatement()
        || kind == TokenKind.NAME && raw.get(index + 1).kind() == TokenKind.ASSIGN;
  }

  /** A word of the top level in column 0, with what must follow it, closes everything. */
  private boolean startsItem(int index) {
    Token token = raw.get(index);
    if (token.kind() != TokenKind.NAME || !isItemWord(token.text())) {
      return false;
    }
    int start = token.span().start();
    if (start != file.lines().start(file.lines().line(start))) {
      return false;
    }
    TokenKind next = raw.get(index + 1).kind();
    return switch (token.text()) {
      case "edition" -> next == TokenKind.NUMBER;
      case "import", "test" -> next == TokenKind.STRING;
      default -> next == TokenKind.NAME;
    };
  }
}
