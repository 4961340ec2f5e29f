package io.trainmaster.dsl.syntax;

import io.trainmaster.dsl.source.Span;
import java.util.ArrayList;
import java.util.List;

/** Parses blocks of entries, and what may follow a call: {@code after} and blocks. */
final class BlockParser {

  private final TokenCursor cursor;
  private final ExpressionParser expressions;
  private final DeclarationParser declarations;
  private final boolean catalogue;

  /**
   * @param catalogue whether {@code key} and {@code call} declare
   */
  BlockParser(
      TokenCursor cursor,
      ExpressionParser expressions,
      DeclarationParser declarations,
      boolean catalogue) {
    this.cursor = cursor;
    this.expressions = expressions;
    this.declarations = declarations;
    this.catalogue = catalogue;
  }

  /** Blocks with {@code else} between them; none where no brace stands. */
  List<BlockSyntax> blocks() {
    if (cursor.lost() || !cursor.at(TokenKind.OPEN_BRACE)) {
      return List.of();
    }
    List<BlockSyntax> blocks = new ArrayList<>();
    blocks.add(block());
    while (!cursor.lost() && cursor.accept(TokenKind.ELSE)) {
      blocks.add(block());
    }
    return blocks;
  }

  List<PathSyntax> after() {
    if (cursor.lost() || !cursor.accept(TokenKind.AFTER)) {
      return List.of();
    }
    List<PathSyntax> paths = new ArrayList<>();
    do {
      paths.add(expressions.path("the name of a task"));
    } while (!cursor.lost() && cursor.accept(TokenKind.COMMA));
    return paths;
  }

  BlockSyntax block() {
    Span start = cursor.peek().span();
    List<EntrySyntax> entries = new ArrayList<>();
    if (!cursor.enter() || !cursor.expect(TokenKind.OPEN_BRACE)) {
      cursor.leave();
      return new BlockSyntax(entries, start);
    }
    cursor.skipNewlines();
    while (!cursor.at(TokenKind.CLOSE_BRACE) && !cursor.at(TokenKind.END)) {
      Span entryStart = cursor.peek().span();
      EntrySyntax entry = entry();
      entries.add(entry);
      cursor.endLine(entryStart);
      cursor.skipNewlines();
    }
    cursor.accept(TokenKind.CLOSE_BRACE);
    cursor.leave();
    return new BlockSyntax(entries, cursor.since(start));
  }

  private EntrySyntax entry() {
    if (catalogue
        && cursor.kindAfter() == TokenKind.NAME
        && (cursor.atWord("key") || cursor.atWord("call"))) {
      return declaration();
    }
    return tail(expressions.path("the key of an entry"));
  }

  private EntrySyntax declaration() {
    PathSyntax word = expressions.path("a declaration");
    NameSyntax name = cursor.expectName("what is declared");
    List<ParameterSyntax> parameters = declarations.parameters();
    List<EntrySyntax> entries =
        !cursor.lost() && cursor.at(TokenKind.OPEN_BRACE) ? block().entries() : List.of();
    String documentation = declarations.documentation(word.span());
    return new EntrySyntax.Declaration(
        word, name, parameters, entries, documentation, cursor.since(word.span()));
  }

  /** What follows the key of an entry, or the path that a statement begins with. */
  EntrySyntax tail(PathSyntax key) {
    TokenKind kind = cursor.kind();
    if (!cursor.lost()
        && (kind.isComparison() || kind == TokenKind.IN || kind == TokenKind.MULTIPLY_BY)) {
      Token operator = cursor.next();
      ExpressionSyntax value = expressions.expression();
      return new EntrySyntax.Condition(key, operator, value, cursor.since(key.span()));
    }
    boolean call = !cursor.lost() && kind == TokenKind.OPEN_PARENTHESIS;
    List<ArgumentSyntax> arguments = call ? expressions.arguments() : bare();
    List<PathSyntax> after = call ? after() : List.of();
    List<BlockSyntax> blocks = blocks();
    return new EntrySyntax.Values(
        key,
        arguments,
        call,
        after,
        blocks,
        declarations.documentation(key.span()),
        cursor.since(key.span()));
  }

  private List<ArgumentSyntax> bare() {
    List<ArgumentSyntax> arguments = new ArrayList<>();
    if (!cursor.lost() && cursor.kind().startsExpression()) {
      do {
        arguments.add(expressions.argument());
      } while (!cursor.lost() && cursor.accept(TokenKind.COMMA));
    }
    return arguments;
  }
}
