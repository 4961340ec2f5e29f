package io.trainmaster.store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A file system of a few megabytes, in memory; tests are skipped where it can't be mounted. */
public final class SmallDisk implements AutoCloseable {

  private final Path mountPoint;

  private SmallDisk(Path mountPoint) {
    this.mountPoint = mountPoint;
  }

  /** Mounts one, with options such as {@code size=1m}. */
  public static SmallDisk mount(Path mountPoint, String options) throws IOException {
    Files.createDirectories(mountPoint);
    boolean mounted =
        run(List.of("mount", "-t", "tmpfs", "-o", options, "tmpfs", mountPoint.toString()));
    assumeTrue(mounted, "Skipped: a small file system can be mounted by root alone.");
    return new SmallDisk(mountPoint);
  }

  /** Where it is. */
  public Path path() {
    return mountPoint;
  }

  /** Lets nobody write to it any more. */
  public void makeReadOnly() throws IOException {
    assumeTrue(
        run(List.of("mount", "-o", "remount,ro", mountPoint.toString())),
        "Skipped: a file system can't be mounted read-only here.");
  }

  /** Takes all the room there is left. */
  public void fill() throws IOException {
    byte[] block = new byte[4096];
    try (var out = Files.newOutputStream(mountPoint.resolve("ballast"))) {
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      if (!String.valueOf(e.getMessage()).contains("No space")) {
        throw e;
      }
    }
  }

  /** Gives back what {@link #fill} took. */
  public void free() throws IOException {
    Files.delete(mountPoint.resolve("ballast"));
  }

  @Override
  public void close() throws IOException {
    run(List.of("umount", "-l", mountPoint.toString()));
  }

  private static boolean run(List<String> command) throws IOException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (InterruptedException e) {
      throw new IOException("Interrupted at " + command, e);
    } catch (IOException e) {
      return false;
    }
  }
}
