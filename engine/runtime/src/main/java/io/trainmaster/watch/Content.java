package io.trainmaster.watch;

import io.trainmaster.store.file.Manifest;
import io.trainmaster.store.file.Sha256;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A file, or the files in a folder, as they are at one moment. Links are followed.
 *
 * @param root the file or the folder
 * @param files what is known of each without reading it, by its path in the folder
 * @param fingerprint what changes when one of them does
 * @param isFresh whether one was written so shortly before that it may be written again without
 *     another time
 */
record Content(
    Path root, boolean isFolder, Map<String, Stat> files, String fingerprint, boolean isFresh) {

  /** The coarsest that file systems keep times. */
  private static final Duration TICK = Duration.ofSeconds(2);

  /** What is known of a file without reading it. */
  record Stat(long bytes, FileTime modified, String identity) {}

  /** What is there; its bytes aren't read. */
  static Content of(Path root) throws IOException {
    Map<String, Stat> files = new TreeMap<>();
    BasicFileAttributes self = Files.readAttributes(root, BasicFileAttributes.class);
    if (self.isDirectory()) {
      Files.walkFileTree(
          root,
          EnumSet.of(FileVisitOption.FOLLOW_LINKS),
          Integer.MAX_VALUE,
          new Lister(root, files));
    } else if (self.isRegularFile()) {
      files.put("", stat(self));
    } else {
      throw new IOException("it is neither a file nor a folder");
    }
    Instant edge = Instant.now().minus(TICK);
    boolean fresh =
        files.values().stream().anyMatch(stat -> stat.modified().toInstant().isAfter(edge));
    return new Content(root, self.isDirectory(), files, fingerprint(files), fresh);
  }

  /** Collects what is in a folder. */
  private static final class Lister extends SimpleFileVisitor<Path> {
    private final Path root;
    private final Map<String, Stat> files;

    Lister(Path root, Map<String, Stat> files) {
      this.root = root;
      this.files = files;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      // Links that lead nowhere and pipes have no content.
      if (attributes.isRegularFile()) {
        files.put(root.relativize(file).toString().replace('\\', '/'), stat(attributes));
      }
      return FileVisitResult.CONTINUE;
    }
  }

  private static Stat stat(BasicFileAttributes attributes) {
    return new Stat(
        attributes.size(), attributes.lastModifiedTime(), String.valueOf(attributes.fileKey()));
  }

  private static String fingerprint(Map<String, Stat> files) {
    StringBuilder list = new StringBuilder();
    files.forEach(
        (path, stat) ->
            list.append(
                "%s\0%d %d %s\n"
                    .formatted(
                        path,
                        stat.bytes(),
                        stat.modified().to(TimeUnit.NANOSECONDS),
                        stat.identity())));
    return Sha256.of(list.toString());
  }

  /** What spares a later look from reading, where it can be relied upon; or empty. */
  String hint() {
    return isFresh ? "" : fingerprint;
  }

  /**
   * The SHA-256 of a file's bytes; of a folder that of a list of its files, as the artifact store
   * has it.
   */
  String digest() throws IOException {
    if (!isFolder) {
      return Sha256.of(root);
    }
    List<Manifest.Line> lines = new ArrayList<>();
    for (Map.Entry<String, Stat> file : files.entrySet()) {
      String digest = Sha256.of(root.resolve(file.getKey()));
      lines.add(new Manifest.Line(digest, file.getValue().bytes(), file.getKey()));
    }
    return new Manifest(lines).digest();
  }
}
