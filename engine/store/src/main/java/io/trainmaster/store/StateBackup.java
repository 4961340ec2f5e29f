package io.trainmaster.store;

import io.trainmaster.store.file.ArtifactCopier;
import io.trainmaster.store.file.FileFailure;
import io.trainmaster.store.jdbc.SqliteCopy;
import io.trainmaster.track.StoreException;
import io.trainmaster.track.StoreException.Reason;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Copies a state folder with its own database, also while workflows run in it. First the database
 * is copied as it is at one moment, then every artifact that this copy names, then the logs. What
 * an earlier backup in the same place has already is not copied again.
 *
 * <p>A copy is marked as one: where the original still serves, two servers would do everything
 * twice.
 */
public final class StateBackup {

  private static final String DRAFT = "state.db.new";
  private static final String MARK = "backup.txt";
  private static final String LOG = "log.txt";

  private final Path from;
  private final Path to;

  private StateBackup(Path from, Path to) {
    this.from = from.toAbsolutePath().normalize();
    this.to = to.toAbsolutePath().normalize();
  }

  /**
   * What was copied.
   *
   * @param artifacts the artifacts that the backup has
   * @param copied those of them that it didn't have before
   * @param bytes how much was copied
   */
  public record Made(int artifacts, int copied, long bytes) {}

  /**
   * Makes a backup.
   *
   * @param to an empty or missing folder, or an earlier backup
   * @throws StoreException where the state can't be read or the backup can't be written; an earlier
   *     backup in the same place is whole then
   */
  public static Made make(Path from, Path to) {
    return new StateBackup(from, to).make();
  }

  /** When a folder was copied from another, in words; empty where it was not. */
  public static String copiedAt(Path folder) {
    Path mark = folder.resolve(MARK);
    try {
      return Files.exists(mark) ? Files.readString(mark).strip() : "";
    } catch (IOException e) {
      throw FileFailure.describe(mark, e);
    }
  }

  /** Makes a copy a state folder like any other: its original is used no more. */
  public static void takeOver(Path folder) {
    try {
      Files.deleteIfExists(folder.resolve(MARK));
    } catch (IOException e) {
      throw FileFailure.describe(folder.resolve(MARK), e);
    }
  }

  private Made make() {
    try {
      requirePlace();
      Files.createDirectories(to);
      Files.writeString(to.resolve(MARK), "Copied from " + from + " at " + Instant.now() + ".\n");
      Files.deleteIfExists(to.resolve(DRAFT));
      List<String> digests = SqliteCopy.make(from.resolve(StateFolder.DATABASE), to.resolve(DRAFT));
      ArtifactCopier copier =
          new ArtifactCopier(
              from.resolve(StateFolder.ARTIFACTS), to.resolve(StateFolder.ARTIFACTS));
      digests.forEach(copier::copy);
      copyLogs();
      Files.move(
          to.resolve(DRAFT),
          to.resolve(StateFolder.DATABASE),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      return new Made(digests.size(), copier.copied(), copier.bytes());
    } catch (IOException e) {
      throw FileFailure.describe(to, e);
    }
  }

  private void requirePlace() throws IOException {
    if (to.startsWith(from) || from.startsWith(to)) {
      throw new StoreException(Reason.FAILED, "A backup of " + from + " can't lie inside of it.");
    }
    if (!Files.isDirectory(to) || Files.exists(to.resolve(MARK))) {
      return;
    }
    try (Stream<Path> content = Files.list(to)) {
      if (content.findAny().isPresent()) {
        throw new StoreException(
            Reason.FAILED, to + " is no backup, and not empty. Name another folder.");
      }
    }
  }

  /** The logs of attempts, each where it was. */
  private void copyLogs() throws IOException {
    Path runs = from.resolve(StateFolder.RUNS);
    if (!Files.isDirectory(runs)) {
      return;
    }
    try (DirectoryStream<Path> all = Files.newDirectoryStream(runs)) {
      for (Path run : all) {
        try (Stream<Path> logs = Files.find(run, 3, StateBackup::isLog)) {
          for (Path log : logs.toList()) {
            copyLog(log);
          }
        }
      }
    }
  }

  private static boolean isLog(Path file, BasicFileAttributes attributes) {
    return attributes.isRegularFile() && file.endsWith(LOG);
  }

  private void copyLog(Path log) throws IOException {
    Path copy = to.resolve(from.relativize(log).toString());
    boolean same =
        Files.exists(copy, LinkOption.NOFOLLOW_LINKS)
            && Files.size(copy) == Files.size(log)
            && Files.getLastModifiedTime(copy).equals(Files.getLastModifiedTime(log));
    if (!same) {
      Files.createDirectories(copy.getParent());
      Files.copy(
          log, copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    }
  }
}
