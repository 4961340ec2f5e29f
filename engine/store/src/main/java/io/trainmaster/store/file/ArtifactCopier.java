package io.trainmaster.store.file;

import io.trainmaster.track.StoreException;
import io.trainmaster.track.StoreException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * Copies artifacts from one store's folder to another's. Each appears whole or not at all. For one
 * thread.
 */
public final class ArtifactCopier {

  private final LocalArtifactStore from;
  private final LocalArtifactStore to;
  private final Path incoming;
  private int copied;
  private long bytes;

  /** Copies between the folders of two stores; the second one is made where it is missing. */
  public ArtifactCopier(Path from, Path to) {
    this.from = new LocalArtifactStore(from);
    this.to = new LocalArtifactStore(to);
    this.incoming = LocalArtifactStore.incoming(to.toAbsolutePath().normalize());
  }

  /** How many were not there before. */
  public int copied() {
    return copied;
  }

  /** How much they were. */
  public long bytes() {
    return bytes;
  }

  /**
   * Copies an artifact that is not there yet.
   *
   * @throws StoreException where it is missing from the first store, or can't be written
   */
  public void copy(String digest) {
    if (to.contains(digest)) {
      return;
    }
    Path source = from.locate(digest);
    if (!from.contains(digest)) {
      throw new StoreException(Reason.CORRUPT, "The artifact " + source + " is missing.");
    }
    try {
      Path manifest = source.resolveSibling(digest + ".manifest");
      if (Files.exists(manifest)) {
        place(manifest, to.locate(digest).resolveSibling(digest + ".manifest"));
      }
      place(source, to.locate(digest));
      copied++;
    } catch (IOException e) {
      throw FileFailure.describe(to.locate(digest), e);
    }
  }

  private void place(Path source, Path target) throws IOException {
    Files.createDirectories(incoming);
    Files.createDirectories(target.getParent());
    Path draft = incoming.resolve(UUID.randomUUID().toString());
    try {
      Trees.copy(source, draft);
      bytes += Trees.size(draft);
      Trees.protectInside(draft);
      Trees.force(draft);
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
      if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
        Trees.protectFolder(target);
      }
    } finally {
      Trees.delete(draft);
    }
  }
}
