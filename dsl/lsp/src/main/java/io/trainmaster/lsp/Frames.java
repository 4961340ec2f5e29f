package io.trainmaster.lsp;

import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the brackets that are open at a place, the innermost first, by the tokens alone: where
 * something is being written there is no tree yet.
 */
final class Frames {

  private final TokenWalk tokens;
  private final int last;

  /**
   * @param last the last token before the word that the cursor is in
   */
  Frames(TokenWalk tokens, int last) {
    this.tokens = tokens;
    this.last = last;
  }

  List<Frame> find() {
    List<Frame> frames = new ArrayList<>();
    boolean statementBegun = false;
    int i = last;
    while (i >= 0) {
      TokenKind kind = tokens.kind(i);
      if (TokenWalk.closes(kind)) {
        i = tokens.opener(i);
      } else if (kind == TokenKind.OPEN_BRACE) {
        frames.add(block(i));
        statementBegun = false;
      } else if (TokenWalk.opens(kind) && !statementBegun) {
        frames.add(bracket(i));
      }
      if (i < 0 || tokens.beginsItem(i)) {
        break;
      }
      statementBegun |= tokens.beginsStatement(i);
      i--;
    }
    return frames;
  }

  private Frame bracket(int open) {
    if (tokens.kind(open) == TokenKind.OPEN_BRACKET || !tokens.isWord(open - 1)) {
      return new Frame.Group();
    }
    int start = tokens.pathStart(open - 1);
    if (start > 0 && tokens.beginsItem(start - 1)) {
      return new Frame.Parameters();
    }
    List<String> given = new ArrayList<>();
    Argument argument = new Argument(0, Optional.empty());
    int depth = 0;
    for (int i = open + 1; i < tokens.size() && depth >= 0; i++) {
      TokenKind kind = tokens.kind(i);
      if (i > last && (tokens.beginsStatement(i) || tokens.beginsItem(i))) {
        break;
      }
      depth += TokenWalk.opens(kind) ? 1 : TokenWalk.closes(kind) ? -1 : 0;
      boolean named = depth == 0 && kind == TokenKind.NAME && tokens.kind(i + 1) == TokenKind.COLON;
      if (named) {
        given.add(tokens.get(i).text());
      }
      if (i <= last && depth == 0) {
        argument = named ? argument.named(tokens.get(i).text()) : argument.after(kind);
      }
    }
    Span name = new Span(tokens.get(start).span().start(), tokens.get(open - 1).span().end());
    String callee = tokens.path(start, open - 1);
    return new Frame.Arguments(callee, name, given, argument.position(), argument.name());
  }

  /** The argument that the cursor is in. */
  private record Argument(int position, Optional<String> name) {
    Argument named(String text) {
      return new Argument(position, Optional.of(text));
    }

    Argument after(TokenKind kind) {
      return kind == TokenKind.COMMA ? new Argument(position + 1, Optional.empty()) : this;
    }
  }

  private Frame block(int open) {
    TokenKind before = tokens.kind(open - 1);
    if (before == TokenKind.ARROW || before == TokenKind.COLON || before == TokenKind.LESS) {
      return new Frame.Parameters();
    }
    int start = lineStart(open - 1);
    if (tokens.beginsItem(start)) {
      String item = tokens.get(start).text();
      return switch (item) {
        case "workflow" -> new Frame.Body(Frame.Body.Place.WORKFLOW);
        case "schema" -> new Frame.Parameters();
        default -> new Frame.ItemBlock(item);
      };
    }
    return statement(start, open);
  }

  /** The first token of the statement or entry that an index is in. */
  int lineStart(int index) {
    int i = index;
    while (i >= 0) {
      if (TokenWalk.closes(tokens.kind(i))) {
        i = tokens.opener(i);
      } else if (TokenWalk.opens(tokens.kind(i)) || tokens.endsStatement(i)) {
        break;
      }
      i--;
    }
    i = Math.max(i, -1) + 1;
    while (tokens.kind(i) == TokenKind.NEWLINE && i < index) {
      i++;
    }
    return i;
  }

  /** The name that the statement around an index binds. */
  Optional<Span> bound(int index) {
    int start = lineStart(index);
    while (start > 0
        && TokenWalk.opens(tokens.kind(start - 1))
        && tokens.kind(start - 1) != TokenKind.OPEN_BRACE) {
      start = lineStart(start - 2);
    }
    boolean binds =
        tokens.kind(start) == TokenKind.NAME && tokens.kind(start + 1) == TokenKind.ASSIGN;
    return binds ? Optional.of(tokens.get(start).span()) : Optional.empty();
  }

  private Frame statement(int start, int open) {
    int at = start;
    if (tokens.kind(at) == TokenKind.RETURN || tokens.kind(at) == TokenKind.YIELD) {
      at++;
    } else if (tokens.kind(at) == TokenKind.NAME && tokens.kind(at + 1) == TokenKind.ASSIGN) {
      at += 2;
    }
    TokenKind first = tokens.kind(at);
    if (first == TokenKind.FOR) {
      return new Frame.Body(Frame.Body.Place.LOOP);
    } else if (first == TokenKind.IF || first == TokenKind.FINALLY || first == TokenKind.ELSE) {
      return new Frame.Body(Frame.Body.Place.BRANCH);
    }
    boolean searched = first == TokenKind.TUNE;
    int name = searched ? at + 1 : at;
    int end = tokens.pathEnd(name);
    if (name >= open || end >= open) {
      return new Frame.Group();
    }
    String path = tokens.path(name, end);
    if (tokens.kind(end + 1) == TokenKind.OPEN_PARENTHESIS) {
      Span span = new Span(tokens.get(name).span().start(), tokens.get(end).span().end());
      return new Frame.CallBlock(path, span, searched);
    }
    return new Frame.KeyBlock(path, words(end + 1, open));
  }

  private List<String> words(int from, int to) {
    List<String> words = new ArrayList<>();
    for (int i = from; i < to; i++) {
      if (tokens.isWord(i)) {
        int end = tokens.pathEnd(i);
        words.add(tokens.path(i, end));
        i = end;
      }
    }
    return words;
  }
}
