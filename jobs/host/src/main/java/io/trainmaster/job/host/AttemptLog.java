package io.trainmaster.job.host;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;

/**
 * The log of one attempt: a file that this process writes itself, so that nothing is lost with the
 * engine. It keeps its beginning and its end; where it grows past its limit the middle is cut out
 * and a line says so. A command may append to the same file. Safe for use from several threads.
 *
 * <p>Written through streams and not channels, which an interrupt of the attempt's thread would
 * close.
 */
final class AttemptLog implements AutoCloseable {

  /** How large a log may grow where the process isn't told, in bytes. */
  static final int LIMIT_BYTES = 16 << 20;

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

  private final Path file;
  private final int limitBytes;
  private final OutputStream out;
  private final OutputStream lines;
  private long cutBytes;
  private boolean closed;

  AttemptLog(Path file, int limitBytes, Mask mask) throws IOException {
    this.file = file;
    this.limitBytes = limitBytes;
    this.out = new FileOutputStream(file.toFile(), true);
    this.lines = mask.isEmpty() ? out : new MaskedLines(mask, out);
  }

  /** How large a log may grow, in bytes: the property {@code trainmaster.log.limit}. */
  static int limitBytes() {
    return Math.max(1024, Integer.getInteger("trainmaster.log.limit", LIMIT_BYTES));
  }

  Path file() {
    return file;
  }

  synchronized boolean isOpen() {
    return !closed;
  }

  /** Writes a line with the time of day in UTC before it. */
  void line(String text) {
    byte[] line =
        (TIME.format(LocalTime.now(Clock.systemUTC())) + " " + text + "\n")
            .getBytes(StandardCharsets.UTF_8);
    write(line, 0, line.length);
  }

  /** What is written to it is written here; closing it closes nothing. */
  OutputStream stream() {
    return new OutputStream() {
      @Override
      public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) {
        AttemptLog.this.write(bytes, offset, length);
      }
    };
  }

  /** Writes bytes as they are. Errors are passed over: a full disk is reported by the operator. */
  synchronized void write(byte[] bytes, int offset, int length) {
    if (closed) {
      return;
    }
    try {
      lines.write(bytes, offset, length);
      trim();
    } catch (IOException fullDisk) {
      // A log line is no reason to fail an attempt.
    }
  }

  /** Cuts the middle out of a log that has grown past its limit. */
  synchronized void trim() throws IOException {
    if (file.toFile().length() <= limitBytes) {
      return;
    }
    byte[] tail = new byte[limitBytes / 4];
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "rw")) {
      long headBytes = limitBytes / 4;
      log.seek(log.length() - tail.length);
      log.readFully(tail);
      cutBytes += log.length() - headBytes - tail.length;
      log.setLength(headBytes);
    }
    String marker = "\n... " + cutBytes + " bytes were cut out here: the log grew too long ...\n";
    out.write(marker.getBytes(StandardCharsets.UTF_8));
    out.write(tail);
  }

  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    // A command may have written much since anybody looked.
    try {
      trim();
    } finally {
      lines.close();
    }
  }
}
