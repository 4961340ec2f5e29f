package io.trainmaster.job.host;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes each line to the log of the attempt that wrote it, and what no attempt wrote to the
 * process's own log, which is its standard error. Safe for use from several threads.
 */
final class Logs {

  private final Map<String, AttemptLog> open = new ConcurrentHashMap<>();
  private final InheritableThreadLocal<@Nullable AttemptLog> current =
      new InheritableThreadLocal<>();
  private final OutputStream own;

  /**
   * @param own the process's own log
   */
  Logs(OutputStream own) {
    this.own = own;
  }

  /** From now on what the program prints goes to the logs, and none of it to the wire. */
  void captureStandardStreams() {
    PrintStream routed = new PrintStream(new Routed(), true, StandardCharsets.UTF_8);
    System.setOut(routed);
    System.setErr(routed);
  }

  /** Opens an attempt's log. */
  AttemptLog open(String attempt, Path file, Mask mask) throws IOException {
    AttemptLog log = new AttemptLog(file, AttemptLog.limitBytes(), mask);
    open.put(attempt, log);
    return log;
  }

  /** Makes this thread, and those that it starts, write to a log; to the process's own for null. */
  void bind(@Nullable AttemptLog log) {
    if (log == null) {
      current.remove();
    } else {
      current.set(log);
    }
  }

  /** Closes an attempt's log; what comes late goes to the process's own. */
  void close(String attempt) {
    AttemptLog log = open.remove(attempt);
    if (log != null) {
      try {
        log.close();
      } catch (IOException fullDisk) {
        line("The log of " + attempt + " could not be closed: " + fullDisk.getMessage());
      }
    }
  }

  /** The open log of an attempt. */
  Optional<AttemptLog> of(@Nullable String attempt) {
    return attempt == null ? Optional.empty() : Optional.ofNullable(open.get(attempt));
  }

  /** A line for the process's own log. */
  void line(String text) {
    writeOwn((text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Cuts the logs that a command has made too long. */
  void trim() {
    for (AttemptLog log : open.values()) {
      try {
        log.trim();
      } catch (IOException unreadable) {
        line("A log could not be cut: " + unreadable.getMessage());
      }
    }
  }

  private void writeOwn(byte[] bytes) {
    synchronized (own) {
      try {
        own.write(bytes);
        own.flush();
      } catch (IOException fullDisk) {
        // There is nowhere left to say it.
      }
    }
  }

  /** Writes to the log of the thread that prints. */
  private final class Routed extends OutputStream {

    @Override
    public void write(int value) {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      AttemptLog log = current.get();
      if (log != null && log.isOpen()) {
        log.write(bytes, offset, length);
      } else {
        writeOwn(Arrays.copyOfRange(bytes, offset, offset + length));
      }
    }
  }
}
