package io.trainmaster.dsl.syntax;

import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Parses bodies, statements and the values that they bind. */
final class StatementParser {

  private final TokenCursor cursor;
  private final ExpressionParser expressions;
  private final BlockParser blocks;

  StatementParser(TokenCursor cursor, ExpressionParser expressions, BlockParser blocks) {
    this.cursor = cursor;
    this.expressions = expressions;
    this.blocks = blocks;
  }

  BodySyntax body() {
    Span start = cursor.peek().span();
    List<StatementSyntax> statements = new ArrayList<>();
    if (cursor.lost() || !cursor.enter() || !cursor.expect(TokenKind.OPEN_BRACE)) {
      cursor.leave();
      return new BodySyntax(statements, start);
    }
    cursor.skipNewlines();
    while (!cursor.at(TokenKind.CLOSE_BRACE) && !cursor.at(TokenKind.END)) {
      Span statementStart = cursor.peek().span();
      statement().ifPresent(statements::add);
      cursor.endLine(statementStart);
      cursor.skipNewlines();
    }
    cursor.accept(TokenKind.CLOSE_BRACE);
    cursor.leave();
    return new BodySyntax(statements, cursor.since(start));
  }

  private Optional<StatementSyntax> statement() {
    Token first = cursor.peek();
    Span start = first.span();
    if (first.kind().isWord() && cursor.kindAfter() == TokenKind.ASSIGN) {
      cursor.fail(
          new Diagnostic(
                  Code.RESERVED_WORD,
                  "`" + first.text() + "` is a reserved word and can't be bound.",
                  start)
              .replaceWith("`" + first.text() + "`"));
      return Optional.empty();
    }
    switch (first.kind()) {
      case RETURN:
        cursor.next();
        return Optional.of(new StatementSyntax.Return(value(), cursor.since(start)));
      case YIELD:
        cursor.next();
        return Optional.of(new StatementSyntax.Yield(value(), cursor.since(start)));
      case REQUIRE:
        return Optional.of(require());
      case FINALLY:
        cursor.next();
        return Optional.of(new StatementSyntax.Finally(body(), cursor.since(start)));
      case IF, FOR, TUNE:
        return Optional.of(new StatementSyntax.Plain(value()));
      case NAME:
        return Optional.of(line());
      default:
        cursor.unexpected("a statement");
        return Optional.empty();
    }
  }

  private StatementSyntax line() {
    PathSyntax path = expressions.path("a name");
    if (!cursor.lost() && cursor.at(TokenKind.NAME) && cursor.kindAfter() == TokenKind.ASSIGN) {
      Span before = new Span(path.span().start(), cursor.peek().span().start());
      cursor.fail(
          new Diagnostic(
                  Code.UNEXPECTED_TOKEN, "Nothing stands before a name that is bound.", path.span())
              .withMend(new Diagnostic.Mend("remove it", before, "")));
    }
    if (cursor.lost() || !cursor.accept(TokenKind.ASSIGN)) {
      return new StatementSyntax.Line(blocks.tail(path));
    }
    ValueSyntax value = value();
    return new StatementSyntax.Binding(path, value, cursor.since(path.span()));
  }

  private StatementSyntax require() {
    Span start = cursor.next().span();
    ExpressionSyntax condition = condition();
    if (!cursor.lost() && !cursor.accept(TokenKind.ELSE)) {
      Span here = cursor.here();
      cursor.fail(
          new Diagnostic(
                  Code.OTHERWISE_EXPECTED,
                  "A `require` says what happens otherwise: `else skip` or `else fail`.",
                  cursor.atLineEnd() ? here : cursor.peek().span())
              .withMend(
                  new Diagnostic.Mend("add `else fail \"why\"`", here, " else fail \"why\"")));
    }
    NameSyntax otherwise = otherwise();
    ExpressionSyntax message =
        cursor.lost() ? new ExpressionSyntax.Missing(cursor.here()) : expressions.expression();
    return new StatementSyntax.Require(condition, otherwise, message, cursor.since(start));
  }

  private NameSyntax otherwise() {
    Token token = cursor.peek();
    if (cursor.atWord("skip") || cursor.atWord("fail")) {
      cursor.next();
    } else if (!cursor.lost()) {
      cursor.fail(
          new Diagnostic(
                  Code.OTHERWISE_EXPECTED,
                  "After this `else` stands `skip` or `fail`.",
                  cursor.atLineEnd() ? cursor.here() : token.span())
              .withMend(new Diagnostic.Mend("write `else fail`", cursor.here(), " fail")));
    }
    return new NameSyntax(token.text(), token.span());
  }

  /** A condition, in which {@code =} is a slip for {@code ==}. */
  private ExpressionSyntax condition() {
    ExpressionSyntax condition = expressions.expression();
    if (!cursor.lost() && cursor.at(TokenKind.ASSIGN)) {
      cursor.fail(
          new Diagnostic(
                  Code.UNEXPECTED_TOKEN, "`=` binds a name; `==` compares.", cursor.peek().span())
              .replaceWith("=="));
    }
    return condition;
  }

  private ValueSyntax value() {
    Span start = cursor.peek().span();
    return switch (cursor.kind()) {
      case IF -> conditional();
      case FOR -> loop();
      case TUNE -> tune();
      default -> {
        ExpressionSyntax expression = expressions.expression();
        List<PathSyntax> after = blocks.after();
        List<BlockSyntax> entries = blocks.blocks();
        yield new ValueSyntax.Computed(expression, after, entries, cursor.since(start));
      }
    };
  }

  private ValueSyntax conditional() {
    Span start = cursor.next().span();
    ExpressionSyntax condition = condition();
    BodySyntax then = body();
    Optional<BodySyntax> otherwise = Optional.empty();
    if (!cursor.lost() && cursor.accept(TokenKind.ELSE)) {
      otherwise = Optional.of(cursor.at(TokenKind.IF) ? elseIf() : body());
    }
    return new ValueSyntax.If(condition, then, otherwise, cursor.since(start));
  }

  private BodySyntax elseIf() {
    if (!cursor.enter()) {
      cursor.leave();
      return new BodySyntax(List.of(), cursor.here());
    }
    ValueSyntax inner = conditional();
    cursor.leave();
    return new BodySyntax(List.of(new StatementSyntax.Plain(inner)), inner.span());
  }

  private ValueSyntax loop() {
    Span start = cursor.next().span();
    NameSyntax name = cursor.expectName("the name of an item");
    if (!cursor.lost()) {
      cursor.expect(TokenKind.IN);
    }
    ExpressionSyntax over =
        cursor.lost() ? new ExpressionSyntax.Missing(cursor.here()) : expressions.expression();
    BodySyntax body = body();
    return new ValueSyntax.For(name, over, body, cursor.since(start));
  }

  private ValueSyntax tune() {
    Span start = cursor.next().span();
    PathSyntax operator = expressions.path("an operator");
    List<ArgumentSyntax> arguments = List.of();
    if (cursor.at(TokenKind.OPEN_PARENTHESIS)) {
      arguments = expressions.arguments();
    } else {
      cursor.unexpected("the operator's arguments");
    }
    List<PathSyntax> after = blocks.after();
    if (!cursor.lost() && !cursor.at(TokenKind.OPEN_BRACE)) {
      cursor.unexpected("a block that says what to search");
    }
    List<BlockSyntax> entries = blocks.blocks();
    return new ValueSyntax.Tune(operator, arguments, after, entries, cursor.since(start));
  }
}
