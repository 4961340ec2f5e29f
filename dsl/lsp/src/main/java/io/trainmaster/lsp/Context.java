package io.trainmaster.lsp;

import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.Token;
import io.trainmaster.dsl.syntax.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What stands around the cursor.
 *
 * @param offset where the cursor is
 * @param kind whether something can be written here at all, and what
 * @param word the part of the word that stands before the cursor; empty where none does
 * @param qualifier the dotted name before the word, with its last dot; may be empty
 * @param line the tokens of the statement or entry before the word, those in brackets left out
 * @param frames the open brackets, the innermost first
 * @param text the text that the cursor is in
 * @param bound the name that the statement binds
 */
record Context(
    int offset,
    Kind kind,
    Span word,
    String qualifier,
    List<Token> line,
    List<Frame> frames,
    Optional<Token> text,
    Optional<Span> bound) {

  /** What the cursor is in. */
  enum Kind {
    CODE,
    /** Inside of a text, which {@link #text} is. */
    TEXT,
    /** Inside of an inserted expression of a text. */
    INSERTION,
    COMMENT
  }

  Context {
    line = List.copyOf(line);
    frames = List.copyOf(frames);
  }

  static Context at(Analysis analysis, int offset) {
    TokenWalk tokens = new TokenWalk(analysis.tree());
    int index = tokens.firstEndingAt(offset);
    Token token = tokens.get(index);
    if (inComment(token, offset)
        || index + 1 < tokens.size() && inComment(tokens.get(index + 1), offset)) {
      return outside(offset, Kind.COMMENT);
    }
    if (token.kind() == TokenKind.STRING && inText(token, offset)) {
      return text(analysis, tokens, index, offset);
    }
    boolean inWord =
        tokens.isWord(index) && token.span().start() < offset && offset <= token.span().end();
    boolean behind = inWord || token.span().end() > offset || token.kind() == TokenKind.END;
    int last = behind ? index - 1 : index;
    Span word = inWord ? new Span(token.span().start(), offset) : new Span(offset, offset);
    return code(tokens, last, word, offset);
  }

  private static Context code(TokenWalk tokens, int last, Span word, int offset) {
    int before = last;
    String qualifier = "";
    if (tokens.kind(last) == TokenKind.DOT && tokens.isWord(last - 1)) {
      int start = tokens.pathStart(last - 1);
      qualifier = tokens.path(start, last);
      before = start - 1;
    }
    Frames frames = new Frames(tokens, before);
    return new Context(
        offset,
        Kind.CODE,
        word,
        qualifier,
        line(tokens, frames, before),
        frames.find(),
        Optional.empty(),
        frames.bound(before));
  }

  private static List<Token> line(TokenWalk tokens, Frames frames, int last) {
    List<Token> line = new ArrayList<>();
    if (last < 0 || tokens.endsStatement(last)) {
      return line;
    }
    int start = frames.lineStart(last);
    int depth = 0;
    for (int i = start; i <= last; i++) {
      TokenKind kind = tokens.kind(i);
      depth -= TokenWalk.closes(kind) ? 1 : 0;
      if (depth == 0 && kind != TokenKind.NEWLINE) {
        line.add(tokens.get(i));
      }
      depth += TokenWalk.opens(kind) ? 1 : 0;
    }
    return line;
  }

  private static boolean inComment(Token token, int offset) {
    return token.comments().stream()
        .anyMatch(comment -> comment.span().start() < offset && offset <= comment.span().end());
  }

  private static boolean inText(Token token, int offset) {
    boolean closed = token.span().length() > 1 && token.text().endsWith("\"");
    return token.span().start() < offset
        && (offset < token.span().end() || !closed && offset == token.span().end());
  }

  private static Context outside(int offset, Kind kind) {
    return new Context(
        offset,
        kind,
        new Span(offset, offset),
        "",
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  private static Context text(Analysis analysis, TokenWalk tokens, int index, int offset) {
    Token token = tokens.get(index);
    String before = analysis.text().substring(token.span().start(), offset);
    int inserted = before.lastIndexOf("${");
    if (inserted >= 0 && before.indexOf('}', inserted) < 0) {
      int start = offset;
      while (isPart(analysis.text().charAt(start - 1))) {
        start--;
      }
      String path = analysis.text().substring(start, offset);
      int dot = path.lastIndexOf('.') + 1;
      Span word = new Span(start + dot, offset);
      return new Context(
          offset,
          Kind.INSERTION,
          word,
          path.substring(0, dot),
          List.of(),
          List.of(),
          Optional.of(token),
          Optional.empty());
    }
    Context around = code(tokens, index - 1, new Span(token.span().start(), offset), offset);
    return new Context(
        offset,
        Kind.TEXT,
        around.word(),
        "",
        around.line(),
        around.frames(),
        Optional.of(token),
        around.bound());
  }

  private static boolean isPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '.';
  }

  /** The dotted name that the cursor is in, as far as it is written. */
  Span path() {
    return new Span(word.start() - qualifier.length(), word.end());
  }

  /** The innermost bracket. */
  Optional<Frame> frame() {
    return frames.stream().filter(frame -> !(frame instanceof Frame.Group)).findFirst();
  }

  /** The token before the word. */
  TokenKind previous() {
    return line.isEmpty() ? TokenKind.NEWLINE : line.get(line.size() - 1).kind();
  }

  /** The word that the entry begins with, with its dots. */
  String key() {
    StringBuilder key = new StringBuilder();
    for (Token token : line) {
      boolean part =
          key.length() == 0 || token.kind() == TokenKind.DOT || key.toString().endsWith(".");
      if (!part
          || token.kind() != TokenKind.DOT
              && token.kind() != TokenKind.NAME
              && !token.kind().isWord()) {
        break;
      }
      key.append(token.text());
    }
    return key.toString();
  }
}
