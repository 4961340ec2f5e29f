package io.trainmaster.job.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Hides secrets in text that comes in pieces: a line is written once it is whole, so that a secret
 * which comes in two pieces is seen. Safe for use from several threads.
 */
final class MaskedLines extends OutputStream {

  /** A line that is longer is written in parts. */
  private static final int LONGEST_LINE = 64 << 10;

  private final Mask mask;
  private final OutputStream out;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  MaskedLines(Mask mask, OutputStream out) {
    this.mask = mask;
    this.out = out;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      line.write(bytes[i]);
      if (bytes[i] == '\n') {
        writeLine(0);
      } else if (line.size() >= LONGEST_LINE + mask.longest()) {
        writeLine(mask.longest());
      }
    }
  }

  /**
   * @param kept how much of its end is kept: it may be the beginning of a secret
   */
  private void writeLine(int kept) throws IOException {
    String text = mask.hide(line.toString(StandardCharsets.UTF_8));
    int end = Math.max(0, text.length() - kept);
    line.reset();
    line.writeBytes(text.substring(end).getBytes(StandardCharsets.UTF_8));
    out.write(text.substring(0, end).getBytes(StandardCharsets.UTF_8));
  }

  /** Writes what has come of a line that has no end. */
  @Override
  public synchronized void close() throws IOException {
    writeLine(0);
    out.close();
  }
}
