package io.trainmaster.dsl.syntax;

import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Text to tokens, in one pass. Every text gives tokens; the last one is {@link TokenKind#END}. */
final class Lexer {

  /** What stands for bytes that are not UTF-8. */
  private static final char REPLACEMENT = '\uFFFD';

  private final String text;
  private final int end;
  private final Diagnostics diagnostics;
  private final List<Token> tokens = new ArrayList<>();
  private final List<Token.Comment> comments = new ArrayList<>();
  private final StringScanner strings;
  private int position;

  private Lexer(String text, int start, int end, Diagnostics diagnostics) {
    this.text = text;
    this.position = start;
    this.end = end;
    this.diagnostics = diagnostics;
    this.strings = new StringScanner(text, end, diagnostics);
  }

  /** The tokens of a whole text. */
  static List<Token> tokens(String text, Diagnostics diagnostics) {
    int replaced = text.indexOf(REPLACEMENT);
    if (replaced >= 0) {
      diagnostics.add(
          Code.NOT_UTF8,
          new Span(replaced, replaced + 1),
          "The file is not UTF-8 text from here on.");
    }
    HiddenCharacters.check(text, diagnostics);
    return tokens(text, 0, text.length(), diagnostics);
  }

  /** The tokens of a part of a text, with offsets in the whole. */
  static List<Token> tokens(String text, int start, int end, Diagnostics diagnostics) {
    return new Lexer(text, start, end, diagnostics).run();
  }

  private List<Token> run() {
    while (position < end) {
      char c = text.charAt(position);
      if (isBlank(c)) {
        position++;
      } else if (text.startsWith("/*", position)) {
        foreignComment();
      } else if (c == '#' || text.startsWith("//", position)) {
        comment();
      } else {
        token(c);
      }
    }
    add(TokenKind.END, end);
    return tokens;
  }

  /** A mark that turns the direction is told of already. */
  private boolean isBlank(char c) {
    return c == ' '
        || c == '\t'
        || c == '\r'
        || c == '\f'
        || c == '\uFEFF' && position == 0
        || HiddenCharacters.turnsDirection(c);
  }

  private void token(char c) {
    if (c == '\n' || c == ';') {
      add(TokenKind.NEWLINE, position + 1);
    } else if (NumberScanner.isDigit(c)) {
      number();
    } else if (c == '"') {
      string();
    } else if (!closers(c).isEmpty()) {
      foreignString(closers(c));
    } else if (c == '`') {
      quotedName();
    } else if (isNameStart(text.codePointAt(position))) {
      word();
    } else {
      symbol(c);
    }
  }

  private void comment() {
    int start = position;
    while (position < end && text.charAt(position) != '\n') {
      position++;
    }
    boolean documentation = text.startsWith("///", start);
    if (text.charAt(start) == '/' && !documentation) {
      Span slashes = new Span(start, start + 2);
      diagnostics.add(
          new Diagnostic(Code.FOREIGN_COMMENT, "A comment begins with `#`.", slashes)
              .replaceWith("#"));
    }
    int stop = text.charAt(position - 1) == '\r' ? position - 1 : position;
    comments.add(new Token.Comment(new Span(start, stop), documentation));
  }

  /** A comment between slashes and stars, perhaps over several lines, is one fault. */
  private void foreignComment() {
    int start = position;
    int close = text.indexOf("*/", start + 2);
    boolean closed = close >= 0 && close + 2 <= end;
    int stop = closed ? close + 2 : end;
    if (!diagnostics.isFull()) {
      diagnostics.add(slashesAndStars(start, stop, closed));
    }
    comments.add(new Token.Comment(new Span(start, stop), false));
    position = stop;
  }

  private Diagnostic slashesAndStars(int start, int stop, boolean closed) {
    Diagnostic diagnostic =
        new Diagnostic(
            Code.FOREIGN_COMMENT,
            "A comment begins with `#` and ends with its line.",
            new Span(start, start + 2));
    int lineEnd = text.indexOf('\n', stop);
    String rest = text.substring(stop, lineEnd < 0 ? text.length() : lineEnd).strip();
    if (closed && (rest.isEmpty() || rest.startsWith("#"))) {
      String said = text.substring(start + 2, stop - 2).strip().replaceAll("\n\\s*", "\n# ");
      diagnostic =
          diagnostic.withMend(
              new Diagnostic.Mend("begin its lines with `#`", new Span(start, stop), "# " + said));
    }
    return diagnostic;
  }

  private void number() {
    int start = position;
    int stop = NumberScanner.end(text, position, end);
    if (stop < 0) {
      stop = -stop;
      Span span = new Span(start, stop);
      diagnostics.add(
          Code.MALFORMED_NUMBER,
          span,
          "This is not a number: digits, then at most one point and more digits.");
    }
    add(TokenKind.NUMBER, stop);
  }

  private void string() {
    int start = position;
    int stop = strings.end(start);
    add(TokenKind.STRING, stop);
  }

  /** The quotes that close a text that begins with a quote of another language. */
  private static String closers(char c) {
    return switch (c) {
      case '\'', '\u2018', '\u2019' -> "'\u2018\u2019";
      case '\u201C', '\u201D', '\u201E' -> "\"\u201C\u201D";
      case '\u00AB' -> "\u00BB";
      default -> "";
    };
  }

  /** {@code 'text'} is taken for a text, so that one mistake stays one. */
  private void foreignString(String closers) {
    int stop = position + 1;
    while (stop < end && closers.indexOf(text.charAt(stop)) < 0 && text.charAt(stop) != '\n') {
      stop++;
    }
    if (stop >= end || text.charAt(stop) == '\n') {
      unknown(text.charAt(position));
      return;
    }
    Span span = new Span(position, stop + 1);
    String content = text.substring(position + 1, stop);
    diagnostics.add(
        new Diagnostic(Code.UNEXPECTED_CHARACTER, "A text is written in double quotes.", span)
            .replaceWith("\"" + content.replace("\"", "\\\"") + "\""));
    add(TokenKind.STRING, stop + 1);
  }

  private void quotedName() {
    int start = position;
    int stop = start + 1;
    while (stop < end && text.charAt(stop) != '`' && text.charAt(stop) != '\n') {
      stop++;
    }
    boolean closed = stop < end && text.charAt(stop) == '`';
    String name = text.substring(start + 1, stop);
    int after = closed ? stop + 1 : stop;
    if (!closed) {
      diagnostics.add(
          Code.UNCLOSED_BACKTICK, new Span(start, start + 1), "This name has no closing backtick.");
    } else if (name.isBlank()) {
      diagnostics.add(
          Code.UNCLOSED_BACKTICK,
          new Span(start, after),
          "There is no name between the backticks.");
    }
    add(TokenKind.NAME, after, name);
  }

  private void word() {
    int stop = position;
    while (stop < end && isNamePart(text.codePointAt(stop))) {
      stop += Character.charCount(text.codePointAt(stop));
    }
    String word = text.substring(position, Math.min(stop, end));
    Optional<String> latin = HiddenCharacters.latin(word);
    if (latin.isPresent()) {
      Span span = new Span(position, Math.min(stop, end));
      diagnostics.add(
          new Diagnostic(
                  Code.LOOKALIKE_NAME,
                  "This name has letters of another alphabet that look like Latin ones.",
                  span)
              .replaceWith(latin));
    }
    String said = latin.orElse(word);
    boolean afterDot = !tokens.isEmpty() && last().kind() == TokenKind.DOT;
    add(afterDot ? TokenKind.NAME : TokenKind.ofWord(said), Math.min(stop, end), said);
  }

  private Token last() {
    return tokens.get(tokens.size() - 1);
  }

  private void symbol(char c) {
    char next = position + 1 < end ? text.charAt(position + 1) : '\0';
    switch (c) {
      case '(' -> add(TokenKind.OPEN_PARENTHESIS, position + 1);
      case ')' -> add(TokenKind.CLOSE_PARENTHESIS, position + 1);
      case '[' -> add(TokenKind.OPEN_BRACKET, position + 1);
      case ']' -> add(TokenKind.CLOSE_BRACKET, position + 1);
      case '{' -> add(TokenKind.OPEN_BRACE, position + 1);
      case '}' -> add(TokenKind.CLOSE_BRACE, position + 1);
      case ',' -> add(TokenKind.COMMA, position + 1);
      case ':' -> add(TokenKind.COLON, position + 1);
      case '+' -> add(TokenKind.PLUS, position + 1);
      case '/' -> add(TokenKind.DIVIDE, position + 1);
      case '.' -> dots(next);
      case '=' -> oneOrTwo(next, '=', TokenKind.ASSIGN, TokenKind.EQUAL);
      case '<' -> oneOrTwo(next, '=', TokenKind.LESS, TokenKind.LESS_OR_EQUAL);
      case '>' -> oneOrTwo(next, '=', TokenKind.GREATER, TokenKind.GREATER_OR_EQUAL);
      case '?' -> oneOrTwo(next, ':', TokenKind.QUESTION, TokenKind.OR_ELSE);
      case '-' -> oneOrTwo(next, '>', TokenKind.MINUS, TokenKind.ARROW);
      case '*' -> oneOrTwo(next, '=', TokenKind.TIMES, TokenKind.MULTIPLY_BY);
      case '!' -> oneOrTwo(next, '=', TokenKind.UNKNOWN, TokenKind.NOT_EQUAL);
      default -> unknown(text.codePointAt(position));
    }
  }

  private void oneOrTwo(char next, char second, TokenKind one, TokenKind two) {
    if (next == second) {
      add(two, position + 2);
    } else if (one == TokenKind.UNKNOWN) {
      unknown(text.charAt(position));
    } else {
      add(one, position + 1);
    }
  }

  private void dots(char next) {
    if (next != '.') {
      add(TokenKind.DOT, position + 1);
    } else if (position + 2 < end && text.charAt(position + 2) == '<') {
      add(TokenKind.RANGE_EXCLUSIVE, position + 3);
    } else {
      add(TokenKind.RANGE, position + 2);
    }
  }

  /** A run of foreign characters is one fault. */
  private void unknown(int first) {
    int start = position;
    int stop = position;
    while (stop < end && text.codePointAt(stop) == first) {
      stop += Character.charCount(first);
    }
    Span span = new Span(start, Math.min(stop, end));
    if (first != REPLACEMENT) {
      diagnostics.add(foreign(first, span));
    }
    add(TokenKind.UNKNOWN, Math.min(stop, end));
  }

  private static Diagnostic foreign(int character, Span span) {
    if (HiddenCharacters.hasNoWidth(character)) {
      return HiddenCharacters.noWidth(character, span);
    }
    boolean shows = !Character.isISOControl(character) && Character.isDefined(character);
    boolean blank =
        Character.isSpaceChar(character) || Character.getType(character) == Character.SURROGATE;
    String shown =
        shows && !blank ? Character.toString(character) : HiddenCharacters.number(character);
    Diagnostic diagnostic =
        new Diagnostic(
            Code.UNEXPECTED_CHARACTER, "The language does not use `" + shown + "`.", span);
    return switch (character) {
      case '\'', '\u2018', '\u2019', '\u201C', '\u201D' -> diagnostic.replaceWith("\"");
      case '!' -> diagnostic.replaceWith("not ");
      case '\uFF0C' -> diagnostic.replaceWith(",");
      case '\u00A0' -> diagnostic.replaceWith(" ");
      case '&' -> diagnostic.replaceWith("and");
      case '|' -> diagnostic.replaceWith("or");
      default -> diagnostic;
    };
  }

  private static boolean isNameStart(int c) {
    return c == '_' || Character.isLetter(c);
  }

  static boolean isNamePart(int c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }

  private void add(TokenKind kind, int stop) {
    add(kind, stop, kind.isSign() ? kind.spelling() : text.substring(position, stop));
  }

  private void add(TokenKind kind, int stop, String said) {
    tokens.add(new Token(kind, new Span(position, stop), said, comments));
    comments.clear();
    position = stop;
  }
}
