package io.trainmaster.dsl.syntax;

import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.source.LineMap;
import io.trainmaster.dsl.source.Span;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/**
 * Decides, where braces don't pair, which of them is guilty: the one whose indentation disagrees
 * with its partner's. Text whose braces pair is left alone however it is indented.
 */
final class BraceRepair {

  /** With so many unclosed braces the indentation tells nothing any more. */
  private static final int LIMIT = 50;

  private final List<Token> tokens;
  private final LineMap lines;
  private final Diagnostics diagnostics;

  private int unclosed;

  private final BitSet strays = new BitSet();
  private final BitSet openings = new BitSet();
  private final int[] missing;

  BraceRepair(List<Token> tokens, LineMap lines, Diagnostics diagnostics) {
    this.tokens = tokens;
    this.lines = lines;
    this.diagnostics = diagnostics;
    this.missing = new int[tokens.size() + 1];
  }

  /** Whether the token with an index is a closing brace that closes nothing. */
  boolean isStray(int index) {
    return strays.get(index);
  }

  /** Whether an opening brace is missing before the token with an index, which is a line end. */
  boolean isOpeningMissing(int index) {
    return openings.get(index);
  }

  /** How many closing braces are missing before the token with an index. */
  int missing(int index) {
    return missing[index];
  }

  /** Looks at the tokens of one item. */
  void repair(int from, int to) {
    if (!balanced(from, to)) {
      Deque<Integer> open = new ArrayDeque<>();
      for (int i = from; i < to; i++) {
        TokenKind kind = tokens.get(i).kind();
        if (kind == TokenKind.OPEN_BRACE) {
          open.push(i);
        } else if (kind == TokenKind.CLOSE_BRACE) {
          close(i, open, to);
        }
      }
      while (!open.isEmpty()) {
        unclosed(open.pop(), to, to);
      }
    }
  }

  private boolean balanced(int from, int to) {
    int depth = 0;
    for (int i = from; i < to; i++) {
      TokenKind kind = tokens.get(i).kind();
      depth += kind == TokenKind.OPEN_BRACE ? 1 : kind == TokenKind.CLOSE_BRACE ? -1 : 0;
      if (depth < 0) {
        return false;
      }
    }
    return depth == 0;
  }

  private void close(int closer, Deque<Integer> open, int to) {
    if (startsLine(closer)) {
      int indentation = indentation(closer);
      while (open.size() > 1 && indentation(open.peek()) > indentation) {
        unclosed(open.pop(), closer, to);
      }
      if (open.isEmpty() || indentation(open.peek()) < indentation) {
        stray(closer);
      } else {
        open.pop();
      }
    } else if (open.isEmpty()) {
      stray(closer);
    } else {
      open.pop();
    }
  }

  private void stray(int closer) {
    Span span = tokens.get(closer).span();
    Diagnostic diagnostic = new Diagnostic(Code.STRAY_BRACKET, "This `}` closes nothing.", span);
    int opening = startsLine(closer) ? lineEndThatOpens(closer) : -1;
    if (opening < 0) {
      strays.set(closer);
      diagnostics.add(diagnostic.withMend(new Diagnostic.Mend("remove it", span, "")));
      return;
    }
    openings.set(opening);
    Span end = tokens.get(opening - 1).span().after();
    diagnostics.add(
        diagnostic
            .withNote(tokens.get(opening - 1).span(), "a `{` seems to be missing after this")
            .withMend(new Diagnostic.Mend("put a `{` at the end of that line", end, " {")));
  }

  /**
   * The end of the line above a closing brace that is indented like it, with deeper lines between:
   * where its opening brace would stand. -1 where there is none.
   */
  private int lineEndThatOpens(int closer) {
    int indentation = indentation(closer);
    int at = closer - 1;
    while (at > 0
        && (tokens.get(at).kind() == TokenKind.NEWLINE || indentation(at) > indentation)) {
      at--;
    }
    if (at < 0) {
      return -1;
    }
    boolean deeper = at + 1 < closer - 1;
    boolean opens = indentation(at) == indentation && !openings.get(at + 1);
    return deeper && opens && tokens.get(at + 1).kind() == TokenKind.NEWLINE ? at + 1 : -1;
  }

  /** The brace is taken to end where its indentation does. */
  private void unclosed(int opener, int closer, int to) {
    int limit = Math.min(closer, to);
    if (++unclosed > LIMIT) {
      missing[limit]++;
      return;
    }
    int indentation = indentation(opener);
    int at = opener + 1;
    while (at < limit && !(startsLine(at) && endsBlock(at, indentation))) {
      at++;
    }
    missing[at]++;
    Span span = tokens.get(opener).span();
    int end = tokens.get(Math.max(opener, lastBefore(at))).span().end();
    Diagnostic.Mend mend =
        new Diagnostic.Mend("put a `}` where the block ends", new Span(end, end), "\n}");
    Diagnostic diagnostic =
        new Diagnostic(Code.UNCLOSED_BRACKET, "This `{` is not closed.", span).withMend(mend);
    if (closer < to) {
      diagnostic = diagnostic.withNote(tokens.get(closer).span(), "this `}` closes an outer block");
    }
    diagnostics.add(diagnostic);
  }

  private int lastBefore(int index) {
    int at = index - 1;
    while (at > 0 && tokens.get(at).kind() == TokenKind.NEWLINE) {
      at--;
    }
    return at;
  }

  private boolean endsBlock(int index, int indentation) {
    return tokens.get(index).kind() != TokenKind.NEWLINE
        && lines.indentation(line(index)) <= indentation
        && !closesBracket(index);
  }

  /** {@code ) -> Type {} begins a line at the indentation of its item and ends no block. */
  private boolean closesBracket(int index) {
    TokenKind kind = tokens.get(index).kind();
    return kind == TokenKind.CLOSE_PARENTHESIS || kind == TokenKind.CLOSE_BRACKET;
  }

  private int indentation(int index) {
    return lines.indentation(line(index));
  }

  private int line(int index) {
    return lines.line(tokens.get(index).span().start());
  }

  private boolean startsLine(int index) {
    int start = tokens.get(index).span().start();
    return start == lines.start(line(index)) + indentation(index);
  }
}
