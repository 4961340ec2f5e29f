package io.trainmaster.lsp;

import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.dsl.source.Span;
import java.util.List;
import org.eclipse.lsp4j.TextEdit;

/** Changes of a whole text. */
final class Edits {

  private Edits() {}

  /** One change of what differs, so that the cursor elsewhere stays where it is. */
  static List<TextEdit> whole(SourceFile file, String after) {
    String before = file.text();
    if (before.equals(after)) {
      return List.of();
    }
    int shorter = Math.min(before.length(), after.length());
    int start = 0;
    while (start < shorter && before.charAt(start) == after.charAt(start)) {
      start++;
    }
    int same = 0;
    while (same < shorter - start
        && before.charAt(before.length() - 1 - same) == after.charAt(after.length() - 1 - same)) {
      same++;
    }
    Span span = lines(file, new Span(start, before.length() - same));
    int tail = before.length() - span.end();
    String text = after.substring(span.start(), after.length() - tail);
    return List.of(new TextEdit(Places.range(file, span), text));
  }

  /** Whole lines: a change may not begin or end inside of a character or of a line's end. */
  private static Span lines(SourceFile file, Span span) {
    int start = file.lines().start(file.lines().line(span.start()));
    int last = file.lines().line(span.end());
    int end = span.end();
    if (span.end() > file.lines().start(last)) {
      end = last < file.lines().count() ? file.lines().start(last + 1) : file.text().length();
    }
    return new Span(start, end);
  }
}
