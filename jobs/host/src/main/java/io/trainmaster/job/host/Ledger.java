package io.trainmaster.job.host;

import io.trainmaster.job.AttemptId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A witness outside the engine: a line for the start and the end of every body, forced to disk,
 * that tests of recovery count. The file is named by the environment variable {@code
 * TRAINMASTER_LEDGER}. A body's end is written once its outcome is.
 */
final class Ledger {

  private final Optional<Path> file;
  private final String host;

  Ledger(Optional<Path> file) {
    this.file = file;
    this.host = file.isPresent() ? hostName() : "";
  }

  static Ledger ofEnvironment() {
    return new Ledger(Optional.ofNullable(System.getenv("TRAINMASTER_LEDGER")).map(Path::of));
  }

  void start(AttemptId attempt) throws IOException {
    append(attempt, "start");
  }

  void end(AttemptId attempt) throws IOException {
    append(attempt, "end");
  }

  private void append(AttemptId attempt, String what) throws IOException {
    if (file.isEmpty()) {
      return;
    }
    String line =
        "%s,%s,%d,%d,%s,%s,%d%n"
            .formatted(
                attempt.run(),
                attempt.task(),
                attempt.number(),
                attempt.fence(),
                what,
                host,
                ProcessHandle.current().pid());
    try (FileChannel channel =
        FileChannel.open(file.get(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
      channel.force(true);
    }
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException unnamed) {
      return "localhost";
    }
  }
}
