package io.trainmaster.job.host;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What an attempt has told so far, line by line, in a file of its folder: a worker that comes later
 * is told all of it. Nobody says what an earlier worker had made durable when it died, so nothing
 * is left out; what is told twice is recorded once. Used under the lock of the wire.
 *
 * <p>Written through streams and not channels, which an interrupt of the attempt's thread would
 * close.
 */
final class Transcript implements AutoCloseable {

  private final Path file;
  private final OutputStream out;

  /** Begins an empty one. */
  Transcript(Path file) throws IOException {
    this.file = file;
    this.out = new FileOutputStream(file.toFile());
  }

  /** Adds a line. One that a full disk refuses is in the outcome still. */
  void add(byte[] line) {
    try {
      out.write(line);
    } catch (IOException fullDisk) {
      // What the attempt needs the disk for fails, and says so.
    }
  }

  /** Copies all lines. */
  void copyTo(OutputStream worker) throws IOException {
    Files.copy(file, worker);
  }

  /** Deletes it: the attempt's outcome has all of it. */
  @Override
  public void close() throws IOException {
    out.close();
    Files.deleteIfExists(file);
  }
}
