package io.trainmaster.dsl.syntax;

import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Parses expressions, arguments and paths. Operators bind as their {@link Binding} says. */
final class ExpressionParser {

  /** A chain of operators becomes a tree as deep as the chain is long. */
  private static final int CHAIN_LIMIT = 200;

  private final TokenCursor cursor;

  ExpressionParser(TokenCursor cursor) {
    this.cursor = cursor;
  }

  /** How strongly operators bind, weakest first. */
  private enum Binding {
    OR,
    AND,
    NOT,
    COMPARISON,
    OR_ELSE,
    RANGE,
    SUM,
    PRODUCT,
    SIGN;

    static Optional<Binding> of(TokenKind kind) {
      return switch (kind) {
        case OR -> Optional.of(OR);
        case AND -> Optional.of(AND);
        case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, IN ->
            Optional.of(COMPARISON);
        case OR_ELSE -> Optional.of(OR_ELSE);
        case RANGE, RANGE_EXCLUSIVE -> Optional.of(RANGE);
        case PLUS, MINUS -> Optional.of(SUM);
        case TIMES, DIVIDE -> Optional.of(PRODUCT);
        default -> Optional.empty();
      };
    }

    Binding tighter() {
      return values()[Math.min(ordinal() + 1, SIGN.ordinal())];
    }
  }

  ExpressionSyntax expression() {
    return binary(Binding.OR);
  }

  private ExpressionSyntax binary(Binding weakest) {
    if (!cursor.enter()) {
      cursor.leave();
      return new ExpressionSyntax.Missing(cursor.here());
    }
    ExpressionSyntax left = unary();
    int chain = 0;
    while (!cursor.lost()) {
      Optional<Binding> binding = Binding.of(cursor.kind());
      if (binding.isEmpty() || binding.get().compareTo(weakest) < 0) {
        break;
      }
      left = operation(left, binding.get());
      if (++chain > CHAIN_LIMIT) {
        cursor.fail(
            new Diagnostic(
                Code.NESTED_TOO_DEEPLY,
                "This expression has more than " + CHAIN_LIMIT + " operators.",
                cursor.peek().span()));
      }
    }
    cursor.leave();
    return left;
  }

  private ExpressionSyntax operation(ExpressionSyntax left, Binding binding) {
    Token operator = cursor.next();
    ExpressionSyntax right =
        binary(binding == Binding.OR_ELSE ? Binding.OR_ELSE : binding.tighter());
    if (binding == Binding.COMPARISON
        && !cursor.lost()
        && Binding.of(cursor.kind()).equals(Optional.of(binding))) {
      cursor.fail(
          new Diagnostic(
                  Code.CHAINED_COMPARISON,
                  "A comparison gives a Bool, which can't be compared again.",
                  cursor.peek().span())
              .withNote(operator.span(), "the first comparison")
              .replaceWith("and " + cursor.file().text(right.span()) + " " + cursor.peek().text()));
    }
    return new ExpressionSyntax.Binary(operator, left, right);
  }

  private ExpressionSyntax unary() {
    Token token = cursor.peek();
    return switch (token.kind()) {
      case NOT -> {
        cursor.next();
        yield new ExpressionSyntax.Unary(token, binary(Binding.COMPARISON));
      }
      case MINUS -> {
        cursor.next();
        yield new ExpressionSyntax.Unary(token, binary(Binding.SIGN));
      }
      case OPEN_PARENTHESIS -> {
        cursor.next();
        ExpressionSyntax inner = expression();
        close(TokenKind.CLOSE_PARENTHESIS, token, "an operator or `)`");
        yield inner;
      }
      default -> atom(token);
    };
  }

  private ExpressionSyntax atom(Token token) {
    switch (token.kind()) {
      case NUMBER:
        cursor.next();
        return number(token);
      case STRING:
        cursor.next();
        return text(token);
      case TRUE, FALSE:
        cursor.next();
        return new ExpressionSyntax.Bool(token.kind() == TokenKind.TRUE, token.span());
      case OPEN_BRACKET:
        return items();
      case NAME:
        return reference();
      default:
        return missing(token);
    }
  }

  private ExpressionSyntax missing(Token token) {
    if (token.kind().isWord() && token.kind() != TokenKind.ELSE) {
      cursor.fail(
          new Diagnostic(
              Code.RESERVED_WORD,
              "`" + token.text() + "` is a reserved word; a value was expected here.",
              token.span()));
    } else {
      cursor.unexpected("a value");
    }
    return new ExpressionSyntax.Missing(token.span());
  }

  private ExpressionSyntax number(Token token) {
    if (!cursor.at(TokenKind.NAME)) {
      return new ExpressionSyntax.Number(token.text(), Optional.empty(), token.span());
    }
    Token unit = cursor.next();
    NameSyntax name = new NameSyntax(unit.text(), unit.span());
    return new ExpressionSyntax.Number(
        token.text(), Optional.of(name), token.span().to(unit.span()));
  }

  ExpressionSyntax.Text text(Token token) {
    return new TextReader(cursor.file().text(), cursor.diagnostics(), this::inserted).read(token);
  }

  private ExpressionSyntax inserted(Span place) {
    List<Token> tokens = new ArrayList<>();
    for (Token token :
        Lexer.tokens(cursor.file().text(), place.start(), place.end(), cursor.diagnostics())) {
      if (token.kind() != TokenKind.NEWLINE) {
        tokens.add(token);
      }
    }
    if (tokens.size() == 1) {
      Span empty =
          new Span(place.start() - 2, Math.min(place.end() + 1, cursor.file().text().length()));
      cursor
          .diagnostics()
          .add(Code.UNEXPECTED_TOKEN, empty, "Between `${` and `}` stands a value.");
      return new ExpressionSyntax.Missing(place);
    }
    TokenCursor inner = cursor.inside(tokens);
    ExpressionSyntax expression = new ExpressionParser(inner).expression();
    if (!inner.lost() && !inner.at(TokenKind.END)) {
      inner.unexpected("`}`");
    }
    return inner.lost() ? new ExpressionSyntax.Missing(place) : expression;
  }

  private ExpressionSyntax items() {
    Token open = cursor.next();
    List<ExpressionSyntax> items = new ArrayList<>();
    while (!cursor.lost() && !ends(TokenKind.CLOSE_BRACKET)) {
      items.add(expression());
      if (!cursor.accept(TokenKind.COMMA)) {
        break;
      }
    }
    close(TokenKind.CLOSE_BRACKET, open, "`,` or `]`");
    return new ExpressionSyntax.Items(items, cursor.since(open.span()));
  }

  private ExpressionSyntax reference() {
    PathSyntax path = path("a name");
    if (!cursor.at(TokenKind.OPEN_PARENTHESIS) || cursor.lost()) {
      return new ExpressionSyntax.Reference(path);
    }
    List<ArgumentSyntax> arguments = arguments();
    return new ExpressionSyntax.Call(path, arguments, cursor.since(path.span()));
  }

  PathSyntax path(String what) {
    NameSyntax first = cursor.expectName(what);
    if (!cursor.at(TokenKind.DOT)) {
      return new PathSyntax(List.of(first));
    }
    List<NameSyntax> names = new ArrayList<>();
    names.add(first);
    while (!cursor.lost() && cursor.accept(TokenKind.DOT)) {
      names.add(cursor.expectName("a name after the `.`"));
    }
    return new PathSyntax(names);
  }

  /** Arguments in parentheses. */
  List<ArgumentSyntax> arguments() {
    Token open = cursor.next();
    List<ArgumentSyntax> arguments = new ArrayList<>();
    while (!cursor.lost() && !ends(TokenKind.CLOSE_PARENTHESIS)) {
      arguments.add(argument());
      if (!cursor.accept(TokenKind.COMMA)) {
        break;
      }
    }
    close(TokenKind.CLOSE_PARENTHESIS, open, "`,` or `)`");
    return arguments;
  }

  ArgumentSyntax argument() {
    Span start = cursor.peek().span();
    ExpressionSyntax value = expression();
    if (cursor.lost()) {
      return new ArgumentSyntax(Optional.empty(), value, value.span());
    }
    if (cursor.at(TokenKind.ASSIGN)) {
      Span sign = cursor.peek().span();
      cursor
          .diagnostics()
          .add(
              new Diagnostic(Code.UNEXPECTED_TOKEN, "A named argument is written with `:`.", sign)
                  .replaceWith(":"));
    } else if (!cursor.at(TokenKind.COLON)) {
      return new ArgumentSyntax(Optional.empty(), value, value.span());
    }
    if (!(value instanceof ExpressionSyntax.Reference reference) || !reference.path().isName()) {
      cursor.fail(
          new Diagnostic(
              Code.UNEXPECTED_TOKEN, "Before the `:` stands an argument's name.", value.span()));
      return new ArgumentSyntax(Optional.empty(), value, value.span());
    }
    cursor.next();
    ExpressionSyntax named = expression();
    NameSyntax name = reference.path().first();
    return new ArgumentSyntax(Optional.of(name), named, cursor.since(start));
  }

  private boolean ends(TokenKind closer) {
    return cursor.at(closer) || cursor.atLineEnd() || cursor.at(TokenKind.OPEN_BRACE);
  }

  /** Reads the bracket that closes another. */
  void close(TokenKind closer, Token opener, String expected) {
    if (cursor.lost() || cursor.accept(closer)) {
      return;
    }
    if (!cursor.atLineEnd() && !cursor.at(TokenKind.OPEN_BRACE) && !cursor.startsLine()) {
      cursor.unexpected(expected);
      return;
    }
    Span here = cursor.here();
    Diagnostic diagnostic =
        new Diagnostic(
                Code.UNCLOSED_BRACKET,
                "This " + opener.kind().described() + " is not closed.",
                opener.span())
            .withMend(
                new Diagnostic.Mend(
                    "put a " + closer.described() + " after `" + lastWords(here) + "`",
                    here,
                    closer.spelling()));
    cursor.fail(diagnostic);
  }

  private String lastWords(Span here) {
    String text = cursor.file().text();
    int start = here.start();
    int limit = Math.max(0, here.start() - 30);
    while (start > limit && !Character.isWhitespace(text.charAt(start - 1))) {
      start--;
    }
    return text.substring(start, here.start());
  }
}
