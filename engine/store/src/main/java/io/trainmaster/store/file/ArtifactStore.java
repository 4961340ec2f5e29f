package io.trainmaster.store.file;

import io.trainmaster.track.StoreException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Predicate;

/**
 * Keeps artifacts by the digest of their content. Safe for use from several threads.
 *
 * <p>A file or a folder is published whole: every file is forced to disk, its digest is taken, and
 * one rename makes it visible. What is already there is not written again.
 */
public interface ArtifactStore {

  /**
   * Publishes a file or a folder, which is moved away from where it is. Publishing it again from
   * there gives the same answer, so that it can be repeated when the answer was lost; a file {@code
   * NAME.published} beside it tells.
   *
   * @return the digest and the size
   * @throws StoreException with {@code DISK_FULL} where there is no room; nothing is visible then
   */
  Published publish(Path staged);

  /** Where an artifact is, whether or not it exists. */
  Path locate(String digest);

  /** Whether an artifact is there. */
  boolean contains(String digest);

  /**
   * Whether an artifact is there. If so, it stays as if it had been published just now: who asked
   * is about to need it.
   */
  boolean keep(String digest);

  /** Whether an artifact's bytes still have its digest. */
  boolean verify(String digest);

  /**
   * Deletes what nobody needs any more.
   *
   * @param needed whether an artifact is needed, by its digest
   * @param before what was published since, or again, stays: who published it may not have said yet
   *     that it is needed
   */
  Collected collect(Predicate<String> needed, Instant before);

  /** What was deleted. */
  record Collected(int artifacts, long bytes) {}

  /** A published artifact. */
  record Published(String digest, long bytes) {}
}
