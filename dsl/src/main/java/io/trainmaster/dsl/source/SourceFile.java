package io.trainmaster.dsl.source;

import java.nio.charset.StandardCharsets;

/** A file's text and the path by which people know it. Immutable. */
public final class SourceFile {

  private final String path;
  private final String text;
  private final LineMap lines;

  /**
   * @param path what messages call the file; it is never opened
   * @param text its content
   */
  public SourceFile(String path, String text) {
    this.path = path;
    this.text = text;
    this.lines = new LineMap(text);
  }

  /**
   * A file from its bytes, which should be UTF-8. What is not is replaced by U+FFFD, which the
   * lexer refuses with a message, so that any bytes make a file.
   */
  public static SourceFile decode(String path, byte[] bytes) {
    return new SourceFile(path, new String(bytes, StandardCharsets.UTF_8));
  }

  /** What messages call the file. */
  public String path() {
    return path;
  }

  /** Its content. */
  public String text() {
    return text;
  }

  /** Where its lines begin. */
  public LineMap lines() {
    return lines;
  }

  /** The text of a span. */
  public String text(Span span) {
    return text.substring(span.start(), span.end());
  }

  /** The line on which a span begins, counted from 1. */
  public int line(Span span) {
    return lines.line(span.start());
  }

  @Override
  public String toString() {
    return path;
  }
}
