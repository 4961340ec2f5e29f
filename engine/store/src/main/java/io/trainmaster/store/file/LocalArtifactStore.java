package io.trainmaster.store.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Artifacts in a folder of this machine: a file or a folder with the digest {@code abcdef…} is
 * {@code ab/abcdef…}, and a folder's manifest is {@code ab/abcdef….manifest} beside it. Whatever is
 * there is whole, forced to the disk and read-only; work in progress is under {@code incoming/}.
 */
public final class LocalArtifactStore implements ArtifactStore {

  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  private final Path root;
  private final Path incoming;

  /** Held shared while an artifact is published, and alone while one is deleted. */
  private final ReadWriteLock collection = new ReentrantReadWriteLock();

  /**
   * @param root the folder, which is made when the first artifact is published
   */
  public LocalArtifactStore(Path root) {
    this.root = root.toAbsolutePath().normalize();
    this.incoming = incoming(this.root);
  }

  /**
   * Where a store in a folder keeps what it is working at; of no use once its process has ended.
   */
  public static Path incoming(Path root) {
    return root.resolve("incoming");
  }

  @Override
  public Published publish(Path staged) {
    Receipt receipt = new Receipt(staged);
    collection.readLock().lock();
    try {
      if (!Files.exists(staged, LinkOption.NOFOLLOW_LINKS)) {
        return receipt
            .read()
            .filter(before -> contains(before.digest()))
            .orElseThrow(() -> new NoSuchFileException(staged.toString()));
      }
      return Files.isDirectory(staged, LinkOption.NOFOLLOW_LINKS)
          ? publishFolder(staged, receipt)
          : publishFile(staged, receipt);
    } catch (IOException e) {
      throw FileFailure.describe(staged, e);
    } finally {
      collection.readLock().unlock();
    }
  }

  @Override
  public Collected collect(Predicate<String> needed, Instant before) {
    int artifacts = 0;
    long bytes = 0;
    try {
      for (Path artifact : artifacts()) {
        long freed = collect(artifact, needed, before);
        artifacts += freed < 0 ? 0 : 1;
        bytes += Math.max(0, freed);
      }
      return new Collected(artifacts, bytes);
    } catch (IOException e) {
      throw FileFailure.describe(root, e);
    }
  }

  private List<Path> artifacts() throws IOException {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> files = Files.find(root, 2, (file, attributes) -> isArtifact(file))) {
      return files.toList();
    }
  }

  private boolean isArtifact(Path file) {
    String name = String.valueOf(file.getFileName());
    return DIGEST.matcher(name).matches() && file.equals(locate(name));
  }

  /** Deletes an artifact that is old and not needed, and tells its size; -1 where it stays. */
  private long collect(Path artifact, Predicate<String> needed, Instant before) throws IOException {
    String digest = String.valueOf(artifact.getFileName());
    if (!isOld(artifact, before) || needed.test(digest)) {
      return -1;
    }
    Files.createDirectories(incoming);
    Path away = incoming.resolve(UUID.randomUUID().toString());
    collection.writeLock().lock();
    try {
      // Whoever has come to need it meanwhile has published it again.
      if (!isOld(artifact, before)) {
        return -1;
      }
      Trees.unprotect(artifact);
      Files.move(artifact, away, StandardCopyOption.ATOMIC_MOVE);
      Files.deleteIfExists(manifestOf(digest));
    } finally {
      collection.writeLock().unlock();
    }
    long bytes = Trees.size(away);
    Trees.delete(away);
    return bytes;
  }

  private static boolean isOld(Path artifact, Instant before) throws IOException {
    FileTime published = Files.getLastModifiedTime(artifact, LinkOption.NOFOLLOW_LINKS);
    return published.toInstant().isBefore(before);
  }

  @Override
  public Path locate(String digest) {
    if (!DIGEST.matcher(digest).matches()) {
      throw new IllegalArgumentException("Not a SHA-256 in hexadecimal: " + digest);
    }
    return shelf(digest).resolve(digest);
  }

  @Override
  public boolean contains(String digest) {
    return Files.exists(locate(digest), LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public boolean keep(String digest) {
    collection.readLock().lock();
    try {
      Files.setLastModifiedTime(locate(digest), FileTime.from(Instant.now()));
      return true;
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw FileFailure.describe(locate(digest), e);
    } finally {
      collection.readLock().unlock();
    }
  }

  @Override
  public boolean verify(String digest) {
    return contains(digest) && damage(digest).isEmpty();
  }

  /**
   * What is wrong with an artifact.
   *
   * @return the paths inside the artifact, or its own, that are changed, missing or added; empty
   *     where it is as it was published
   */
  public List<String> damage(String digest) {
    Path artifact = locate(digest);
    try {
      if (!Files.isDirectory(artifact, LinkOption.NOFOLLOW_LINKS)) {
        boolean sound = contains(digest) && Manifest.digest(artifact).equals(digest);
        return sound ? List.of() : List.of(digest);
      }
      Manifest present = Manifest.of(artifact);
      if (present.digest().equals(digest)) {
        return List.of();
      }
      List<String> differences = published(digest).differences(present);
      return differences.isEmpty() ? List.of(digest) : differences;
    } catch (IOException e) {
      return List.of(digest + ": " + e.getMessage());
    }
  }

  private Manifest published(String digest) throws IOException {
    Manifest manifest = Manifest.parse(Files.readString(manifestOf(digest)));
    if (!manifest.digest().equals(digest)) {
      throw new IOException("its manifest is damaged too");
    }
    return manifest;
  }

  private Path shelf(String digest) {
    return root.resolve(digest.substring(0, 2));
  }

  private Path manifestOf(String digest) {
    return locate(digest).resolveSibling(digest + ".manifest");
  }

  private Published publishFile(Path staged, Receipt receipt) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(staged, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    Manifest.requireRegular(staged, attributes);
    Published published = new Published(Manifest.digest(staged), attributes.size());
    receipt.write(published);
    place(staged, published.digest());
    return published;
  }

  private Published publishFolder(Path staged, Receipt receipt) throws IOException {
    Manifest manifest = Manifest.of(staged);
    Published published = new Published(manifest.digest(), manifest.bytes());
    if (!Files.exists(manifestOf(published.digest()))) {
      writeManifest(manifest);
    }
    receipt.write(published);
    place(staged, published.digest());
    return published;
  }

  /** The manifest comes first: a folder is never there without it. */
  private void writeManifest(Manifest manifest) throws IOException {
    Files.createDirectories(incoming);
    Path draft = incoming.resolve(UUID.randomUUID().toString());
    try {
      Files.write(draft, manifest.text().getBytes(StandardCharsets.UTF_8));
      createShelf(shelf(manifest.digest()));
      Trees.protectInside(draft);
      Trees.force(draft);
      Files.move(draft, manifestOf(manifest.digest()), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private void place(Path staged, String digest) throws IOException {
    Path target = locate(digest);
    if (isKept(staged, target)) {
      Files.setLastModifiedTime(target, FileTime.from(Instant.now()));
      // Who moved it there may not have come to this, or have been killed before.
      Trees.forceOne(shelf(digest));
      discard(staged);
      return;
    }
    createShelf(shelf(digest));
    Trees.protectInside(staged);
    Trees.force(staged);
    move(staged, target);
    if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
      Trees.protectFolder(target);
    }
    Files.setLastModifiedTime(target, FileTime.from(Instant.now()));
    Trees.forceOne(shelf(digest));
  }

  private static boolean isKept(Path staged, Path target) throws IOException {
    if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)
        != Files.isDirectory(staged, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileSystemException(
          target.toString(), null, "a folder and a file can't have one digest");
    }
    return true;
  }

  private void move(Path staged, Path target) throws IOException {
    try {
      Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      moveAcross(staged, target);
    } catch (FileSystemException e) {
      if (!isKept(staged, target)) {
        throw e;
      }
      // Another thread has published the same content at the same time.
      discard(staged);
    }
  }

  /** From another file system: copied first, so that it still appears at once. */
  private void moveAcross(Path staged, Path target) throws IOException {
    Files.createDirectories(incoming);
    Path copy = incoming.resolve(UUID.randomUUID().toString());
    try {
      Trees.copy(staged, copy);
      Trees.force(copy);
      Files.move(copy, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Trees.delete(copy);
      if (!isKept(staged, target)) {
        throw e;
      }
    }
    discard(staged);
  }

  /** What is staged goes at once, so that it is never there in part. */
  private static void discard(Path staged) throws IOException {
    Path discarded = staged.resolveSibling("." + UUID.randomUUID());
    Files.move(staged, discarded, StandardCopyOption.ATOMIC_MOVE);
    Trees.delete(discarded);
  }

  private void createShelf(Path shelf) throws IOException {
    if (!Files.isDirectory(shelf)) {
      Files.createDirectories(shelf);
      Trees.forceOne(root);
    }
  }
}
