package io.trainmaster.dsl.source;

import java.util.Arrays;

/** Where the lines of a text begin. Lines and columns count from 1; columns count code points. */
public final class LineMap {

  private final String text;
  private final int[] starts;
  private final int[] indentations;

  LineMap(String text) {
    this.text = text;
    int[] found = new int[16];
    int count = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\r' && !(i + 1 < text.length() && text.charAt(i + 1) == '\n')) {
        if (count == found.length) {
          found = Arrays.copyOf(found, count * 2);
        }
        found[count++] = i + 1;
      }
    }
    this.starts = Arrays.copyOf(found, count);
    this.indentations = new int[count];
    for (int i = 0; i < count; i++) {
      indentations[i] = blanks(text, starts[i]);
    }
  }

  /** How many lines there are; a text that ends with a newline has an empty last line. */
  public int count() {
    return starts.length;
  }

  /** The line that an offset is on. */
  public int line(int offset) {
    int found = Arrays.binarySearch(starts, offset);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** The column of an offset. */
  public int column(int offset) {
    return text.codePointCount(starts[line(offset) - 1], offset) + 1;
  }

  /** The offset at which a line begins. */
  public int start(int line) {
    return starts[line - 1];
  }

  /** A line without its end. */
  public String text(int line) {
    int end = line < starts.length ? starts[line] : text.length();
    int start = starts[line - 1];
    while (end > start && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return text.substring(start, end);
  }

  /** The number of blanks and tabs that a line begins with. */
  public int indentation(int line) {
    return indentations[line - 1];
  }

  private static int blanks(String text, int start) {
    int end = start;
    while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
      end++;
    }
    return end - start;
  }
}
