package io.trainmaster.dsl.syntax;

import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.source.Span;

/**
 * Finds the end of a text literal. Quotes inside {@code ${…}} belong to the expression there. A
 * text in one pair of quotes ends at the end of its line, one in three pairs goes over lines.
 */
final class StringScanner {

  private static final int NESTING_LIMIT = 16;

  /** Text inside text could be tried in very many ways; what is read once doesn't count. */
  private static final int STEP_LIMIT = 1_000_000;

  private static final String TRIPLE = "\"\"\"";

  private final String text;
  private final int limit;
  private final Diagnostics diagnostics;
  private int steps;

  StringScanner(String text, int limit, Diagnostics diagnostics) {
    this.text = text;
    this.limit = limit;
    this.diagnostics = diagnostics;
  }

  /** The offset after the literal that begins at an offset; says so where it isn't closed. */
  int end(int start) {
    boolean block = text.startsWith(TRIPLE, start);
    int open = start + (block ? 3 : 1);
    int before = steps;
    int found = closing(open, block, 0);
    if (found >= 0) {
      steps = before + Math.max(0, steps - before - (found - open));
      return found + (block ? 3 : 1);
    }
    Span quote = new Span(start, Math.min(open, limit));
    int stop = block ? blockEnd(start, open) : textEnd(open, lineEnd(open));
    String closing = block ? TRIPLE : "\"";
    Diagnostic.Mend mend =
        new Diagnostic.Mend(
            "put a `" + closing + "` where the text ends", new Span(stop, stop), closing);
    diagnostics.add(
        new Diagnostic(Code.UNCLOSED_STRING, "This text has no closing quote.", quote)
            .withMend(mend));
    return stop;
  }

  /** Where the closing quotes begin; -1 where there are none. */
  private int closing(int from, boolean block, int nesting) {
    int at = from;
    while (at < limit) {
      char c = text.charAt(at);
      if (c == '\n' && !block || ++steps > STEP_LIMIT) {
        return -1;
      } else if (c == '\\') {
        at += at + 1 < limit && text.charAt(at + 1) == '\n' ? 1 : 2;
      } else if (block ? text.startsWith(TRIPLE, at) && at + 3 <= limit : c == '"') {
        return at;
      } else if (c == '$' && at + 1 < limit && text.charAt(at + 1) == '{') {
        int after = interpolationEnd(at + 2, block, nesting + 1);
        at = after < 0 ? at + 2 : after;
      } else {
        at++;
      }
    }
    return -1;
  }

  /** The offset after the brace that closes {@code ${}; -1 where there is none. */
  int interpolationEnd(int from, boolean block, int nesting) {
    if (nesting > NESTING_LIMIT) {
      return -1;
    }
    int depth = 1;
    int at = from;
    while (at < limit) {
      char c = text.charAt(at);
      if (c == '\n' && !block || ++steps > STEP_LIMIT) {
        return -1;
      } else if (c == '"') {
        int closing = closing(at + 1, false, nesting);
        if (closing < 0) {
          return -1;
        }
        at = closing;
      } else if (c == '{') {
        depth++;
      } else if (c == '}' && --depth == 0) {
        return at + 1;
      }
      at++;
    }
    return -1;
  }

  /** A text without its quote is taken to end before the brackets that close nothing in it. */
  private int textEnd(int from, int lineEnd) {
    int depth = 0;
    for (int at = from; at < lineEnd; at++) {
      char c = text.charAt(at);
      depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
      if (depth < 0) {
        return at;
      }
    }
    int stop = lineEnd;
    while (stop > from && (text.charAt(stop - 1) == ',' || text.charAt(stop - 1) == ' ')) {
      stop--;
    }
    return stop;
  }

  /** A text over lines without its quotes is taken to end where its indentation does. */
  private int blockEnd(int start, int open) {
    int lineStart = text.lastIndexOf('\n', start) + 1;
    int outer = indentation(lineStart);
    int end = text.indexOf('\n', open);
    boolean deeper = false;
    while (end >= 0 && end < limit) {
      int next = end + 1;
      int inner = indentation(next);
      boolean blank = next + inner >= limit || text.charAt(next + inner) == '\n';
      if (!blank && inner <= outer) {
        return deeper ? end : limit;
      }
      deeper |= !blank;
      end = text.indexOf('\n', next);
    }
    return limit;
  }

  private int indentation(int lineStart) {
    int at = lineStart;
    while (at < limit && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    return at - lineStart;
  }

  private int lineEnd(int from) {
    int at = text.indexOf('\n', Math.min(from, limit));
    int stop = at < 0 || at > limit ? limit : at;
    return stop > from && text.charAt(stop - 1) == '\r' ? stop - 1 : stop;
  }
}
