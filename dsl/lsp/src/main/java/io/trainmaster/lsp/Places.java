package io.trainmaster.lsp;

import io.trainmaster.dsl.source.LineMap;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.dsl.source.Span;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;

/**
 * Offsets as the protocol counts them: lines from 0, characters in UTF-16 units. Places beyond the
 * text, which editors may ask for after an edit, are taken to the nearest one in it.
 */
final class Places {

  private Places() {}

  static int offset(SourceFile file, Position position) {
    LineMap lines = file.lines();
    if (position.getLine() >= lines.count()) {
      return file.text().length();
    }
    int line = Math.max(0, position.getLine()) + 1;
    int length = lines.text(line).length();
    return lines.start(line) + Math.max(0, Math.min(position.getCharacter(), length));
  }

  static Span span(SourceFile file, Range range) {
    int start = offset(file, range.getStart());
    return new Span(start, Math.max(start, offset(file, range.getEnd())));
  }

  static Position position(SourceFile file, int offset) {
    LineMap lines = file.lines();
    int line = lines.line(offset);
    return new Position(line - 1, offset - lines.start(line));
  }

  static Range range(SourceFile file, Span span) {
    return new Range(position(file, span.start()), position(file, span.end()));
  }
}
