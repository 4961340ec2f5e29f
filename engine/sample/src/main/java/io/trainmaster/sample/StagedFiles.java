package io.trainmaster.sample;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Files that appear together: they are written beside their places under other names, and renamed
 * when all are whole. Closing without {@link #publish} leaves nothing. Used by one thread.
 */
final class StagedFiles implements AutoCloseable {

  private final Path directory;
  private final boolean replace;
  private final Map<Path, Path> stagedByTarget = new LinkedHashMap<>();

  /** Creates the folder where it does not exist. */
  StagedFiles(Path directory, boolean replace) throws IOException {
    this.directory = Files.createDirectories(directory);
    this.replace = replace;
  }

  /**
   * Opens a file for writing; the caller closes it before {@link #publish}.
   *
   * @throws FileAlreadyExistsException where it is there and is not to be replaced
   */
  OutputStream open(String name) throws IOException {
    Path target = directory.resolve(name);
    refuse(target);
    // Not a temporary file of the JDK's, which only its owner could read.
    Path staged = directory.resolve("." + name + "." + UUID.randomUUID() + ".part");
    stagedByTarget.put(target, staged);
    return Files.newOutputStream(staged, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /** Puts all files in their places and says where they are. */
  List<Path> publish() throws IOException {
    for (Map.Entry<Path, Path> entry : stagedByTarget.entrySet()) {
      refuse(entry.getKey());
      try (FileChannel channel = FileChannel.open(entry.getValue(), StandardOpenOption.WRITE)) {
        channel.force(true);
      }
    }
    for (Map.Entry<Path, Path> entry : stagedByTarget.entrySet()) {
      Files.move(entry.getValue(), entry.getKey(), StandardCopyOption.ATOMIC_MOVE);
    }
    List<Path> targets = new ArrayList<>(stagedByTarget.keySet());
    stagedByTarget.clear();
    return targets;
  }

  /** Deletes what was not published. */
  @Override
  public void close() throws IOException {
    for (Path staged : stagedByTarget.values()) {
      Files.deleteIfExists(staged);
    }
  }

  private void refuse(Path target) throws FileAlreadyExistsException {
    if (!replace && Files.exists(target)) {
      throw new FileAlreadyExistsException(
          target.toString(), null, "the file is there already and was not to be replaced");
    }
  }
}
