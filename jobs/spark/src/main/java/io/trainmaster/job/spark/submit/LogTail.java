package io.trainmaster.job.spark.submit;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * The last of what a log has got since a moment.
 *
 * @param begin how long it was then
 */
record LogTail(Path log, long begin) {

  private static final int MOST_BYTES = 64 << 10;

  /** Its lines that aren't blank; none where it can't be read. */
  List<String> lines() {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long from = Math.max(Math.min(begin, file.length()), file.length() - MOST_BYTES);
      byte[] bytes = new byte[(int) (file.length() - from)];
      file.seek(from);
      file.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank())
          .toList();
    } catch (IOException unreadable) {
      return List.of();
    }
  }
}
