package io.trainmaster.cli.view;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Reads the logs of attempts. */
public final class LogFile {
  private static final int TAIL_BYTES = 64 * 1024;

  /** The frames of a stack trace, and the line above them that repeats the letter. */
  private static final Pattern TRACE =
      Pattern.compile("^\\s+at .*|^\\s*\\.\\.\\. \\d+ more|^Caused by: .*|.*\\.TaskException: .*");

  private LogFile() {}

  /** The last lines of a log without stack traces, which stay in the file. */
  public static List<String> lastForPeople(Path file, int count) {
    List<String> lines =
        last(file, Integer.MAX_VALUE).stream()
            .filter(line -> !TRACE.matcher(line).matches())
            .toList();
    return lines.subList(Math.max(0, lines.size() - count), lines.size());
  }

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
