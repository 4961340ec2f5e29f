package io.trainmaster.worker;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folders of task processes: their logs and temporary files. */
final class HostDirectory {

  private static final String PREFIX = "host-";

  private HostDirectory() {}

  /** A new one. */
  static Path create(Path parent) throws IOException {
    Files.createDirectories(parent);
    return Files.createTempDirectory(parent.toAbsolutePath(), PREFIX);
  }

  /** Deletes what the processes of a worker that was killed have left. */
  static void deleteLeft(Path parent) {
    if (!Files.isDirectory(parent)) {
      return;
    }
    List<Path> left;
    try (Stream<Path> children = Files.list(parent)) {
      left = children.filter(child -> child.getFileName().toString().startsWith(PREFIX)).toList();
    } catch (IOException unreadable) {
      return;
    }
    left.forEach(HostDirectory::delete);
  }

  /** Deletes one with all that is in it, as far as that goes; links are not followed. */
  static void delete(Path folder) {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      Files.walkFileTree(folder, new Deletion());
    } catch (IOException stubborn) {
      // The next worker tries again.
    }
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failed)
        throws IOException {
      Files.deleteIfExists(folder);
      return super.postVisitDirectory(folder, failed);
    }
  }
}
