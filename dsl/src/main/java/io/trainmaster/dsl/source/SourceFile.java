package io.trainmaster.dsl.source;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A file's text and the path by which people know it. Immutable. */
public final class SourceFile {

  private final String path;
  private final String text;
  private final LineMap lines;
  private final Optional<SourceLimit> limit;
  private final boolean tooLarge;

  /**
   * A file of any size.
   *
   * @param path what messages call the file; it is never opened
   * @param text its content
   */
  public SourceFile(String path, String text) {
    this(path, text, Optional.empty(), false);
  }

  SourceFile(String path, String text, Optional<SourceLimit> limit, boolean tooLarge) {
    this.path = path;
    this.text = text;
    this.lines = new LineMap(text);
    this.limit = limit;
    this.tooLarge = tooLarge;
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

  /** How many bytes of UTF-8 its text is. */
  public long bytes() {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** How large it may be, where that is bounded. */
  public Optional<SourceLimit> limit() {
    return limit;
  }

  /** Whether it is larger than its limit; the text is then perhaps its beginning alone. */
  public boolean isTooLarge() {
    return tooLarge;
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
