package io.trainmaster.cli.view;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads the logs of attempts. */
public final class LogFile {
  private static final int TAIL_BYTES = 64 * 1024;

  private LogFile() {}

  /** The last lines of a log; none where it can't be read. */
  public static List<String> last(Path file, int count) {
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
      long start = Math.max(0, log.length() - TAIL_BYTES);
      byte[] bytes = new byte[(int) (log.length() - start)];
      log.seek(start);
      log.readFully(bytes);
      List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
      return lines.subList(Math.max(start > 0 ? 1 : 0, lines.size() - count), lines.size());
    } catch (IOException e) {
      return List.of();
    }
  }
}
