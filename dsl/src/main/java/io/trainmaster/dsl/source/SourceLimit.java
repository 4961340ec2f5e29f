package io.trainmaster.dsl.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * How large a workflow file may be, and all that it imports together. What is larger is told, and
 * not looked into: a check ends in an instant, whatever is given to it.
 *
 * @param bytes the most that is read, at least 1
 */
public record SourceLimit(long bytes) {

  /** Ten thousand lines of 26 bytes; the hardest text of that size takes about a second. */
  public static final SourceLimit DEFAULT = new SourceLimit(256 << 10);

  private static final int STEP = 1 << 10;
  private static final List<String> UNITS = List.of("bytes", "KiB", "MiB", "GiB");

  public SourceLimit {
    if (bytes < 1) {
      throw new IllegalArgumentException("A file of " + bytes + " bytes holds nothing.");
    }
  }

  /**
   * Reads a file that should be UTF-8, to its end or until it is known to be too large.
   *
   * @param path what messages call it
   */
  public SourceFile read(String path, InputStream in) throws IOException {
    byte[] read = in.readNBytes((int) Math.min(bytes + 1, Integer.MAX_VALUE - STEP));
    String text = new String(read, StandardCharsets.UTF_8);
    return new SourceFile(path, text, Optional.of(this), read.length > bytes);
  }

  /** A file whose text is there already. */
  public SourceFile of(String path, String text) {
    boolean exceeded = text.length() > bytes || bytesOf(text) > bytes;
    return new SourceFile(path, text, Optional.of(this), exceeded);
  }

  private static long bytesOf(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** As people write it, such as {@code 256 KiB}. */
  public String text() {
    long amount = bytes;
    int unit = 0;
    while (unit < UNITS.size() - 1 && amount % STEP == 0) {
      amount /= STEP;
      unit++;
    }
    return amount + " " + (bytes == 1 ? "byte" : UNITS.get(unit));
  }
}
