package io.trainmaster.store.file;

import io.trainmaster.store.file.ArtifactStore.Published;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file beside what is staged that tells its digest, written before it is moved away. If the
 * artifact is there too when the process comes back, it was published; if not, it is still staged.
 */
final class Receipt {

  private static final int DIGEST_LENGTH = 64;

  private final Path folder;
  private final Path file;

  Receipt(Path staged) {
    this.folder = staged.toAbsolutePath().resolveSibling(".");
    this.file = staged.resolveSibling(staged.getFileName() + ".published");
  }

  /** What was written; empty where nothing was, or not the whole of it. */
  Optional<Published> read() throws IOException {
    try {
      String[] parts = Files.readString(file).split("\n", -1);
      return parts.length == 3 && parts[0].length() == DIGEST_LENGTH
          ? Optional.of(new Published(parts[0], Long.parseLong(parts[1])))
          : Optional.empty();
    } catch (NoSuchFileException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  void write(Published published) throws IOException {
    Files.writeString(file, published.digest() + "\n" + published.bytes() + "\n");
    Trees.forceOne(file);
    Trees.forceOne(folder);
  }
}
