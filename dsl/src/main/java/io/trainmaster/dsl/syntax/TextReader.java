package io.trainmaster.dsl.syntax;

import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Reads what a text literal says: escapes resolved, <code>${…}</code> parsed, and of a text over
 * several lines the indentation that all its lines share removed.
 */
final class TextReader {

  private static final String TRIPLE = "\"\"\"";

  private final String text;
  private final Diagnostics diagnostics;
  private final Function<Span, ExpressionSyntax> insertions;
  private final List<ExpressionSyntax.Text.Part> parts = new ArrayList<>();
  private final StringBuilder plain = new StringBuilder();
  private StringScanner scanner;

  /**
   * @param text the whole file
   * @param insertions parses the expression in a place of the file
   */
  TextReader(String text, Diagnostics diagnostics, Function<Span, ExpressionSyntax> insertions) {
    this.text = text;
    this.diagnostics = diagnostics;
    this.insertions = insertions;
    this.scanner = new StringScanner(text, text.length(), diagnostics);
  }

  ExpressionSyntax.Text read(Token token) {
    int start = token.span().start();
    int end = token.span().end();
    boolean block = token.text().startsWith(TRIPLE);
    int quotes = block ? 3 : 1;
    boolean closed =
        token.text().length() >= 2 * quotes
            && token.text().endsWith(block ? TRIPLE : token.text().substring(0, 1));
    int from = start + quotes;
    int to = Math.max(from, closed ? end - quotes : end);
    scanner = new StringScanner(text, to, diagnostics);
    if (block) {
      readBlock(from, to);
    } else {
      readLine(from, to, false);
    }
    flush();
    return new ExpressionSyntax.Text(parts, token.span());
  }

  private void readBlock(int from, int to) {
    int lineEnd = text.indexOf('\n', from);
    if (lineEnd < 0 || lineEnd >= to || !text.substring(from, lineEnd).isBlank()) {
      readLine(from, to, true);
      return;
    }
    int common = commonIndentation(lineEnd + 1, to);
    int at = lineEnd + 1;
    int indentation = common;
    while (at < to) {
      int stop = text.indexOf('\n', at);
      stop = stop < 0 || stop >= to ? to : stop;
      at = readLine(Math.min(at + indentation, stop), stop, true);
      indentation = 0;
      if (at < to && text.charAt(at) == '\n') {
        plain.append('\n');
        at++;
        indentation = common;
      }
    }
  }

  private int commonIndentation(int from, int to) {
    int common = Integer.MAX_VALUE;
    int at = from;
    while (at <= to) {
      int stop = text.indexOf('\n', at);
      boolean last = stop < 0 || stop >= to;
      stop = last ? to : stop;
      String line = text.substring(at, stop);
      if (!line.isBlank() || last) {
        common = Math.min(common, line.length() - line.stripLeading().length());
      }
      at = stop + 1;
    }
    return common;
  }

  /** Reads to an offset, or further where an insertion goes over it; returns where it stopped. */
  private int readLine(int from, int to, boolean block) {
    int at = from;
    while (at < to) {
      char c = text.charAt(at);
      if (c == '\\' && at + 1 < to) {
        at = escape(at, to);
      } else if (c == '$' && at + 1 < to && text.charAt(at + 1) == '{') {
        at = insertion(at, block);
      } else {
        if (c != '\r') {
          plain.append(c);
        }
        at++;
      }
    }
    return at;
  }

  private int insertion(int at, boolean block) {
    int end = scanner.interpolationEnd(at + 2, block, 1);
    if (end < 0) {
      Span span = new Span(at, at + 2);
      diagnostics.add(
          new Diagnostic(
                  Code.UNCLOSED_INTERPOLATION, "This `${` has no `}` in the same text.", span)
              .withMend(new Diagnostic.Mend("write `\\${` for the characters", span, "\\${")));
      plain.append("${");
      return at + 2;
    }
    flush();
    parts.add(new ExpressionSyntax.Text.Inserted(insertions.apply(new Span(at + 2, end - 1))));
    return end;
  }

  private int escape(int at, int to) {
    char c = text.charAt(at + 1);
    switch (c) {
      case 'n' -> plain.append('\n');
      case 't' -> plain.append('\t');
      case 'r' -> plain.append('\r');
      case '"', '\\', '$' -> plain.append(c);
      case 'u' -> {
        return unicode(at, to);
      }
      default -> {
        Span span = new Span(at, at + 1 + Character.charCount(text.codePointAt(at + 1)));
        diagnostics.add(
            new Diagnostic(
                    Code.UNKNOWN_ESCAPE,
                    "There is no escape `" + text.substring(at, span.end()) + "`.",
                    span)
                .withMend(new Diagnostic.Mend("write `\\\\` for a backslash", span, "\\\\" + c)));
        return span.end();
      }
    }
    return at + 2;
  }

  /** A character by its number, as in {@code U+1F600}, between braces. */
  private int unicode(int at, int to) {
    int end = text.indexOf('}', at);
    if (text.startsWith("{", at + 2) && end > at + 3 && end < to && end <= at + 9) {
      int character = 0;
      for (int i = at + 3; i < end; i++) {
        int digit = Character.digit(text.charAt(i), 16);
        character = digit < 0 ? Integer.MAX_VALUE : Math.min(character, 0xFFFFFF) * 16 + digit;
      }
      if (Character.isValidCodePoint(character)) {
        plain.appendCodePoint(character);
        return end + 1;
      }
    }
    diagnostics.add(
        Code.UNKNOWN_ESCAPE,
        new Span(at, at + 2),
        "A character is written `\\u{…}`, with its number in hexadecimal.");
    return at + 2;
  }

  private void flush() {
    if (plain.length() > 0) {
      parts.add(new ExpressionSyntax.Text.Plain(plain.toString()));
      plain.setLength(0);
    }
  }
}
