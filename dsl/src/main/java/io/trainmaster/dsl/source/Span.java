package io.trainmaster.dsl.source;

/**
 * A piece of a text: from the offset {@code start} to before the offset {@code end}, in UTF-16
 * units.
 */
public record Span(int start, int end) {

  public Span {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("A span can't run from " + start + " to " + end + ".");
    }
  }

  /** From the start of this span to the end of another that comes later. */
  public Span to(Span last) {
    return new Span(start, Math.max(end, last.end));
  }

  /** The place just after this span. */
  public Span after() {
    return new Span(end, end);
  }

  /** The number of UTF-16 units. */
  public int length() {
    return end - start;
  }
}
