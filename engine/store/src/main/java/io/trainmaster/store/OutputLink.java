package io.trainmaster.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A link from where a person looks to where an artifact is, relative so that a project can move.
 */
final class OutputLink {

  private static final Logger LOG = LoggerFactory.getLogger(OutputLink.class);

  private OutputLink() {}

  static void create(Path folder, String name, Path artifact) {
    Path link = folder.resolve(name);
    if (Files.isDirectory(link, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Path draft = folder.resolve("." + name + ".new");
    try {
      Files.createDirectories(folder);
      Files.deleteIfExists(draft);
      Files.createSymbolicLink(draft, folder.relativize(artifact));
      Files.move(draft, link, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | UnsupportedOperationException e) {
      LOG.warn("No link {}: {}", link, e.toString());
    }
  }
}
