package io.trainmaster.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The folders of task processes: their logs and temporary files. */
final class HostDirectory {

  private static final String PREFIX = "host-";
  private static final String SOCKET = "wire";
  private static final String ELSEWHERE = "socket";

  /** The longest name of a socket, in bytes: macOS takes 103, Linux 107. */
  private static final int SOCKET_BYTES_MAX = 100;

  private HostDirectory() {}

  /** A new one. */
  static Path create(Path parent) throws IOException {
    Files.createDirectories(parent);
    return Files.createTempDirectory(parent.toAbsolutePath(), PREFIX);
  }

  /** Those that the processes of other workers have. */
  static List<Path> left(Path parent) {
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(parent)) {
      return children.filter(child -> child.getFileName().toString().startsWith(PREFIX)).toList();
    } catch (IOException unreadable) {
      return List.of();
    }
  }

  /**
   * Where the process of a folder is to listen: in it, or where that is too long a name for a
   * socket in a folder of its own, which nobody else may enter and which the first one links to.
   */
  static Path socket(Path folder) throws IOException {
    Path inside = folder.resolve(SOCKET);
    if (length(inside) <= SOCKET_BYTES_MAX) {
      return inside;
    }
    Path elsewhere = Files.createTempDirectory("trainmaster-");
    if (length(elsewhere.resolve(SOCKET)) > SOCKET_BYTES_MAX) {
      Files.delete(elsewhere);
      elsewhere = Files.createTempDirectory(Path.of("/tmp"), "trainmaster-");
    }
    Files.createSymbolicLink(folder.resolve(ELSEWHERE), elsewhere);
    return elsewhere.resolve(SOCKET);
  }

  private static int length(Path path) {
    return path.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  /** Deletes one with all that is in it, as far as that goes; other links are not followed. */
  static void delete(Path folder) {
    Path elsewhere = folder.resolve(ELSEWHERE);
    if (Files.isSymbolicLink(elsewhere)) {
      try {
        deleteTree(Files.readSymbolicLink(elsewhere));
      } catch (IOException gone) {
        // What is behind it is small and empty.
      }
    }
    deleteTree(folder);
  }

  private static void deleteTree(Path folder) {
    try {
      Folders.delete(folder);
    } catch (IOException stubborn) {
      // The next worker tries again.
    }
  }
}
