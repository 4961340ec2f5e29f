package io.trainmaster.dsl.diagnostic;

import io.trainmaster.dsl.source.LineMap;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.dsl.source.Span;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A diagnostic with lines and columns, for programs that read it. {@link #toMap} gives nothing but
 * maps, strings and integers, ready to be written as JSON.
 */
public record LocatedDiagnostic(SourceFile file, Diagnostic diagnostic) {

  /** {@code file:line:column} of the guilty place. */
  public String place() {
    LineMap lines = file.lines();
    int start = diagnostic.span().start();
    return file.path() + ":" + lines.line(start) + ":" + lines.column(start);
  }

  /** The fields code, severity, message, file, range, and note and mend where there are any. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("code", diagnostic.code().id());
    map.put("severity", diagnostic.code().severity().word());
    map.put("message", diagnostic.message());
    map.put("file", file.path());
    map.put("range", range(diagnostic.span()));
    diagnostic.note().ifPresent(note -> map.put("note", noteMap(note)));
    diagnostic.mend().ifPresent(mend -> map.put("mend", mendMap(mend)));
    return map;
  }

  private Map<String, Object> noteMap(Diagnostic.Note note) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("message", note.message());
    map.put("range", range(note.span()));
    return map;
  }

  private Map<String, Object> mendMap(Diagnostic.Mend mend) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("message", mend.message());
    map.put("range", range(mend.span()));
    map.put("replacement", mend.replacement());
    return map;
  }

  private Map<String, Integer> range(Span span) {
    LineMap lines = file.lines();
    Map<String, Integer> map = new LinkedHashMap<>();
    map.put("line", lines.line(span.start()));
    map.put("column", lines.column(span.start()));
    map.put("endLine", lines.line(span.end()));
    map.put("endColumn", lines.column(span.end()));
    return map;
  }
}
