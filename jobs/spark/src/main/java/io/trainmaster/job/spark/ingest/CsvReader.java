package io.trainmaster.job.spark.ingest;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads records of delimited text (RFC 4180, with the liberties of {@link CsvFormat}). It is strict
 * and never stops: a record that breaks the rules is given with its problem, and reading goes on at
 * the next line. For use by one thread.
 */
final class CsvReader implements Closeable {

  /**
   * What bytes that are no text of the encoding are read as. Unicode keeps it for a program's own
   * use, so no text has it.
   */
  private static final char UNDECODABLE = '\uFFFF';

  private static final int END = -1;
  private static final int FIELD_MAX = 1 << 24;

  private final CsvFormat format;
  private final Reader reader;
  private final char[] buffer = new char[1 << 15];
  private int position;
  private int limit;
  private long line = 1;
  private final StringBuilder field = new StringBuilder();
  private final @Nullable StringBuilder raw;
  private @Nullable String problem;

  /**
   * @param keepText whether {@link #text} is wanted
   */
  CsvReader(InputStream input, CsvFormat format, boolean keepText) throws IOException {
    this.format = format;
    this.raw = keepText ? new StringBuilder() : null;
    CharsetDecoder decoder =
        Charset.forName(format.encoding())
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE)
            .replaceWith(String.valueOf(UNDECODABLE));
    this.reader = new InputStreamReader(input, decoder);
    if (peek() == '\uFEFF') {
      position++; // a byte order mark
    }
  }

  /** The next record; null at the end. Empty lines and comments are no records. */
  @Nullable CsvRecord next() throws IOException {
    skipEmptyLines();
    if (peek() == END) {
      return null;
    }
    long start = line;
    problem = null;
    if (raw != null) {
      raw.setLength(0);
    }
    List<String> fields = new ArrayList<>();
    BitSet quoted = new BitSet();
    boolean more = true;
    while (more) {
      if (readField()) {
        quoted.set(fields.size());
      }
      fields.add(field.toString());
      more = problem == null && peek() == format.delimiter();
      if (more) {
        read();
      }
    }
    if (problem != null) {
      skipLine();
    }
    endLine();
    return new CsvRecord(start, fields, quoted, problem);
  }

  /** The text of the last record as it stands in the file, without its line's end. */
  String text() {
    return raw == null ? "" : raw.toString().stripTrailing();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  /** Reads a field up to a delimiter or the line's end; tells whether it stood between quotes. */
  private boolean readField() throws IOException {
    field.setLength(0);
    if (format.trim()) {
      skipBlanks();
    }
    if (peek() == format.quote()) {
      read();
      readQuoted();
      return true;
    }
    int c = peek();
    while (c != format.delimiter() && !endsLine(c)) {
      append((char) read());
      c = peek();
    }
    if (format.trim()) {
      int end = field.length();
      while (end > 0 && blank(field.charAt(end - 1))) {
        end--;
      }
      field.setLength(end);
    }
    return false;
  }

  private void readQuoted() throws IOException {
    while (true) {
      int c = read();
      if (c == END) {
        problem = "a quote is never closed";
        return;
      } else if (c == format.escape() && peek() == format.quote()) {
        append((char) read());
      } else if (c == format.quote()) {
        break;
      } else if (c == format.escape() && peek() == format.escape()) {
        append((char) read());
      } else {
        append((char) c);
      }
      if (field.length() > FIELD_MAX) {
        problem = "a quoted field is longer than %d characters".formatted(FIELD_MAX);
        return;
      }
    }
    skipBlanks();
    int after = peek();
    if (after != format.delimiter() && !endsLine(after)) {
      problem = "text follows a closing quote";
    }
  }

  private void append(char c) {
    if ((c == UNDECODABLE || c == '\0') && problem == null) {
      problem = "it is not " + format.encoding() + " text";
    }
    field.append(c);
  }

  private void skipBlanks() throws IOException {
    int c = peek();
    while (c != END && blank((char) c) && c != format.delimiter()) {
      read();
      c = peek();
    }
  }

  private void skipEmptyLines() throws IOException {
    int c = peek();
    while (c != END && (endsLine(c) || (format.comment() != '\0' && c == format.comment()))) {
      skipLine();
      endLine();
      c = peek();
    }
  }

  private void skipLine() throws IOException {
    while (!endsLine(peek())) {
      read();
    }
  }

  /** Passes over the line's end: {@code \n}, {@code \r\n} or {@code \r}. */
  private void endLine() throws IOException {
    int c = peek();
    if (c == END) {
      return;
    }
    position++;
    if (c == '\r') {
      if (peek() == '\n') {
        position++;
      }
    }
    line++;
  }

  private static boolean endsLine(int c) {
    return c == '\n' || c == '\r' || c == END;
  }

  private static boolean blank(char c) {
    return c == ' ' || c == '\t' || c == '\u00A0';
  }

  private int peek() throws IOException {
    if (position == limit) {
      int count = reader.read(buffer, 0, buffer.length);
      position = 0;
      limit = Math.max(0, count);
      if (limit == 0) {
        return END;
      }
    }
    return buffer[position];
  }

  /** Takes a character inside a record, where a line's end stands in a quoted field. */
  private int read() throws IOException {
    int c = peek();
    if (c == END) {
      return END;
    }
    position++;
    if (c == '\n' || (c == '\r' && peek() != '\n')) {
      line++;
    }
    if (raw != null) {
      raw.append((char) c);
    }
    return c;
  }
}
