package io.trainmaster.runtime;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * How long the disk takes just now to keep 4 KiB, appended to a file: what a commit takes at least.
 */
final class DiskProbe {

  private static final int WRITES = 200;
  private static final int BYTES = 4_096;

  private DiskProbe() {}

  /** The median, in milliseconds. */
  static double medianMillis(Path folder) throws IOException {
    Path file = Files.createTempFile(folder, "probe", "");
    double[] millis = new double[WRITES];
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int i = 0; i < WRITES; i++) {
        long start = System.nanoTime();
        channel.write(ByteBuffer.allocate(BYTES));
        channel.force(false);
        millis[i] = (System.nanoTime() - start) / 1e6;
      }
    } finally {
      Files.delete(file);
    }
    Arrays.sort(millis);
    return millis[WRITES / 2];
  }
}
