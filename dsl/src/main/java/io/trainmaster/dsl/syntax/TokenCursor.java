package io.trainmaster.dsl.syntax;

import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.dsl.source.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where the parser is, and whether it has lost the thread. After a fault it is silent until {@link
 * #synchronise} has found the end of the line, so that one fault gives one diagnostic.
 */
final class TokenCursor {

  private static final int DEPTH_LIMIT = 100;

  private final SourceFile file;
  private final List<Token> tokens;
  private final Diagnostics diagnostics;
  private final Set<Integer> blamedLines;
  private final List<Span> broken = new ArrayList<>();
  private int position;
  private int depth;
  private int blamed;
  private boolean lost;

  TokenCursor(SourceFile file, List<Token> tokens, Diagnostics diagnostics) {
    this.file = file;
    this.tokens = tokens;
    this.blamedLines = new HashSet<>();
    this.diagnostics = diagnostics;
    blame();
  }

  private TokenCursor(TokenCursor outer, List<Token> part) {
    this.file = outer.file;
    this.tokens = part;
    this.diagnostics = outer.diagnostics;
    this.blamedLines = outer.blamedLines;
    this.blamed = outer.blamed;
    this.depth = outer.depth;
    blame();
  }

  /** The lines of what is told already need no more to be told of them. */
  private void blame() {
    if (blamed == diagnostics.count()) {
      return;
    }
    blamed = diagnostics.count();
    for (Diagnostic diagnostic : diagnostics.inOrder()) {
      blamedLines.add(file.line(diagnostic.span()));
    }
  }

  /** A cursor for a part of the text inside a token, as deep as this one. */
  TokenCursor inside(List<Token> part) {
    return new TokenCursor(this, part);
  }

  SourceFile file() {
    return file;
  }

  Diagnostics diagnostics() {
    return diagnostics;
  }

  List<Span> broken() {
    return broken;
  }

  Token peek() {
    return tokens.get(position);
  }

  TokenKind kind() {
    return tokens.get(position).kind();
  }

  TokenKind kindAfter() {
    return tokens.get(Math.min(position + 1, tokens.size() - 1)).kind();
  }

  boolean at(TokenKind kind) {
    return kind() == kind;
  }

  /** Whether the current token is a certain word that is not reserved. */
  boolean atWord(String word) {
    return at(TokenKind.NAME) && peek().text().equals(word);
  }

  Token next() {
    Token token = tokens.get(position);
    if (token.kind() != TokenKind.END) {
      position++;
    }
    return token;
  }

  boolean accept(TokenKind kind) {
    if (at(kind)) {
      next();
      return true;
    }
    return false;
  }

  void skipNewlines() {
    while (at(TokenKind.NEWLINE)) {
      next();
    }
  }

  /** The place just after the last token read. */
  Span here() {
    if (position > 0) {
      return tokens.get(position - 1).span().after();
    }
    int start = tokens.get(0).span().start();
    return new Span(start, start);
  }

  /** From a place to the last token read. */
  Span since(Span start) {
    return start.to(here());
  }

  boolean lost() {
    return lost;
  }

  /** Reads a token that must be there. */
  boolean expect(TokenKind kind) {
    if (accept(kind)) {
      return true;
    }
    unexpected(kind.described());
    return false;
  }

  /** Reads a name that must be there; an empty one stands for it where it is missing. */
  NameSyntax expectName(String what) {
    Token token = peek();
    if (accept(TokenKind.NAME)) {
      return new NameSyntax(token.text(), token.span());
    }
    if (token.kind().isWord()) {
      fail(
          new Diagnostic(
                  Code.RESERVED_WORD,
                  "`" + token.text() + "` is a reserved word and can't be " + what + ".",
                  token.span())
              .replaceWith("`" + token.text() + "`"));
      next();
    } else {
      unexpected(what);
    }
    return new NameSyntax("", token.span());
  }

  /** Says what was expected where something else stands. */
  void unexpected(String expected) {
    Token token = peek();
    boolean nothing = token.kind() == TokenKind.NEWLINE || token.kind() == TokenKind.END;
    Span span = nothing ? lineEnd() : token.span();
    fail(
        new Diagnostic(
            Code.UNEXPECTED_TOKEN,
            "Expected " + expected + ", but found " + token.described() + ".",
            span));
  }

  private Span lineEnd() {
    Span here = here();
    return new Span(here.start(), here.start());
  }

  /** Reports a fault and loses the thread; silent when it is lost already. */
  void fail(Diagnostic diagnostic) {
    boolean told = blamedLines.contains(file.line(here()));
    if (!lost && blamedLines.add(file.line(diagnostic.span())) && !told) {
      diagnostics.add(diagnostic);
    }
    lost = true;
  }

  /** Goes one level deeper; {@link #leave} must follow. False where it is too deep to go on. */
  boolean enter() {
    depth++;
    if (depth > DEPTH_LIMIT) {
      fail(
          new Diagnostic(
              Code.NESTED_TOO_DEEPLY,
              "This is nested more than " + DEPTH_LIMIT + " levels deep.",
              peek().span()));
      return false;
    }
    return true;
  }

  void leave() {
    depth--;
  }

  /** Ends a statement or an entry, which began at a place: the line must end here. */
  void endLine(Span start) {
    if (!lost && !atLineEnd()) {
      unexpected("the end of the line");
    }
    if (lost) {
      synchronise();
      broken.add(since(start));
    }
  }

  /** Whether the current token is the first one on its line. */
  boolean startsLine() {
    return position > 0 && file.line(peek().span()) > file.line(tokens.get(position - 1).span());
  }

  boolean atLineEnd() {
    return at(TokenKind.NEWLINE) || at(TokenKind.CLOSE_BRACE) || at(TokenKind.END);
  }

  /** Finds the thread again at an item. */
  void synchroniseAtItem() {
    lost = false;
  }

  /** Skips to the end of the line or of the block, over the blocks that begin on the line. */
  void synchronise() {
    int braces = 0;
    while (!at(TokenKind.END)) {
      if (braces == 0 && atLineEnd()) {
        break;
      }
      if (at(TokenKind.OPEN_BRACE)) {
        braces++;
      } else if (at(TokenKind.CLOSE_BRACE)) {
        braces--;
      }
      next();
    }
    lost = false;
  }
}
