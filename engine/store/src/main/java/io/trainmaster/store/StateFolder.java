package io.trainmaster.store;

import io.trainmaster.model.TaskId;
import io.trainmaster.run.RunId;
import io.trainmaster.store.file.ArtifactStore;
import io.trainmaster.store.file.FileFailure;
import io.trainmaster.store.file.LocalArtifactStore;
import io.trainmaster.store.file.Trees;
import io.trainmaster.store.jdbc.JdbcRunStore;
import io.trainmaster.store.jdbc.PostgresAccess;
import io.trainmaster.track.Lease;
import io.trainmaster.track.RunStore;
import io.trainmaster.track.StoreException;
import io.trainmaster.track.StoreException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder {@code .trainmaster} of a project:
 *
 * <pre>
 * state.db                            runs, tasks, metrics, models: {@link #runs()}
 * artifacts/                          what tasks published, by digest: {@link #artifacts()}
 * runs/RUN/TASK/ATTEMPT/              an attempt's log and, while it lasts, {@code staging/}
 * runs/RUN/TASK/OUTPUT                a link to what the task published
 * lock                                held by the one process that runs workflows
 * </pre>
 *
 * <p>Where runs are recorded in a PostgreSQL database there is no {@code state.db} and no {@code
 * lock}: several servers may then share database and folder, and one of them leads.
 *
 * <p>Safe for use from several threads.
 */
public final class StateFolder implements AutoCloseable {

  static final String DATABASE = "state.db";
  static final String ARTIFACTS = "artifacts";
  static final String RUNS = "runs";

  /** The lock, and not a lease, says when the one process that has the folder has ended. */
  private static final Duration FOR_GOOD = Duration.ofDays(36_500);

  private final Path folder;
  private final RunStore runs;
  private final ArtifactStore artifacts;
  private final @Nullable AutoCloseable exclusion;

  /**
   * @param exclusion what keeps others from running workflows here, which is given up at the end
   */
  private StateFolder(Path folder, RunStore runs, @Nullable AutoCloseable exclusion) {
    this.folder = folder;
    this.runs = runs;
    this.artifacts = new LocalArtifactStore(folder.resolve(ARTIFACTS));
    this.exclusion = exclusion;
  }

  /** Opens a folder that has its own database, as {@link #open(StateLocation)}. */
  public static StateFolder open(Path folder) {
    return open(folder, FolderLock.ownCommand());
  }

  /**
   * Opens a folder to run workflows in, for this process alone; makes it where there is none. With
   * a database of its own there may be a leader that was killed: its lease is waited for.
   *
   * @throws StoreException with {@code LOCKED} where another process has it, and as {@link
   *     JdbcRunStore#open}
   */
  public static StateFolder open(StateLocation location) {
    String command = FolderLock.ownCommand();
    return location.database().isPresent()
        ? lead(location.folder(), location.database().get(), command)
        : open(location.folder(), command);
  }

  /**
   * Opens a folder to run workflows in, as {@link #open(Path)}.
   *
   * @param command what this process does, for another that would like the folder
   */
  public static StateFolder open(Path folder, String command) {
    Path absolute = folder.toAbsolutePath().normalize();
    createFolder(absolute);
    FolderLock lock = FolderLock.take(absolute, command);
    try {
      requireHistory(absolute);
      // Nobody else publishes while the lock is held.
      Trees.delete(LocalArtifactStore.incoming(absolute.resolve(ARTIFACTS)));
      return new StateFolder(absolute, leading(absolute, command), lock);
    } catch (IOException e) {
      lock.close();
      throw FileFailure.describe(absolute, e);
    } catch (StoreException e) {
      lock.close();
      throw e;
    }
  }

  /** Whoever led before has ended, since its lock is free. */
  private static RunStore leading(Path folder, String command) {
    JdbcRunStore store = JdbcRunStore.open(folder.resolve(DATABASE), false);
    try {
      String owner = FolderLock.describe(command, Instant.now());
      return store.under(store.leadership().takeOver(owner, FOR_GOOD));
    } catch (StoreException e) {
      store.close();
      throw e;
    }
  }

  private static StateFolder lead(Path folder, PostgresAccess database, String command) {
    Path absolute = folder.toAbsolutePath().normalize();
    createFolder(absolute);
    JdbcRunStore store = JdbcRunStore.open(database, false);
    try {
      LeaseKeeper keeper =
          LeaseKeeper.acquire(
              store.leadership(), FolderLock.describe(command, Instant.now()), Lease.DEFAULT_TTL);
      // A leader whose lease has run out publishes nothing that would be recorded.
      Trees.delete(LocalArtifactStore.incoming(absolute.resolve(ARTIFACTS)));
      return new StateFolder(absolute, store.under(keeper.epoch()), keeper);
    } catch (IOException e) {
      store.close();
      throw FileFailure.describe(absolute, e);
    } catch (StoreException e) {
      store.close();
      throw e;
    }
  }

  /** Opens a folder that has its own database, as {@link #read(StateLocation)}. */
  public static StateFolder read(Path folder) {
    return read(StateLocation.of(folder));
  }

  /**
   * Opens a folder to read what is committed, also while another process runs workflows in it.
   *
   * @throws StoreException with {@code FAILED} where nothing has been run yet; see {@link #exists}
   */
  public static StateFolder read(StateLocation location) {
    return new StateFolder(absolute(location), store(location, true), null);
  }

  /** Opens a folder that has its own database, as {@link #annotate(StateLocation)}. */
  public static StateFolder annotate(Path folder) {
    return annotate(StateLocation.of(folder));
  }

  /**
   * Opens a folder to change what may be changed while another process runs workflows in it: a
   * model's aliases and tags.
   *
   * @throws StoreException with {@code FAILED} where nothing has been run yet; see {@link #exists}
   */
  public static StateFolder annotate(StateLocation location) {
    if (!exists(location)) {
      throw new StoreException(
          Reason.FAILED, "There is no state in %s: nothing has been run here.".formatted(location));
    }
    return new StateFolder(absolute(location), store(location, false), null);
  }

  /** Whether something has been run with this folder, which has its own database. */
  public static boolean exists(Path folder) {
    return Files.exists(folder.resolve(DATABASE));
  }

  /** Whether something has been run here. */
  public static boolean exists(StateLocation location) {
    return location.database().isPresent()
        ? JdbcRunStore.isBegun(location.database().get())
        : exists(location.folder());
  }

  private static Path absolute(StateLocation location) {
    return location.folder().toAbsolutePath().normalize();
  }

  private static RunStore store(StateLocation location, boolean readOnly) {
    return location.database().isPresent()
        ? JdbcRunStore.open(location.database().get(), readOnly)
        : JdbcRunStore.open(absolute(location).resolve(DATABASE), readOnly);
  }

  /** The folder itself. */
  public Path path() {
    return folder;
  }

  /** The runs and models recorded here. */
  public RunStore runs() {
    return runs;
  }

  /** The artifacts published here. */
  public ArtifactStore artifacts() {
    return artifacts;
  }

  /**
   * Returns once it is sure that nobody else runs workflows here: for what is done outside of the
   * store after a commit, since a process may stand still in between.
   *
   * @throws StoreException with {@code FENCED} where another server leads
   */
  public void requireLead() {
    if (exclusion instanceof LeaseKeeper lease) {
      lease.requireHeld();
    }
  }

  /** Where a run's files are. */
  public Path runDirectory(RunId run) {
    return inside(folder.resolve(RUNS), run.value());
  }

  /** Where an attempt's files are. */
  public Path attemptDirectory(RunId run, TaskId task, int attempt) {
    return inside(runDirectory(run), task.value()).resolve(Integer.toString(attempt));
  }

  /** Where an attempt writes its outputs before they are published. */
  public Path stagingDirectory(RunId run, TaskId task, int attempt) {
    return attemptDirectory(run, task, attempt).resolve("staging");
  }

  /**
   * Lets a person find what a task published: {@code runs/RUN/TASK/OUTPUT} becomes a link to the
   * artifact, in place of one that was there. Nothing depends on it: where links can't be made, or
   * something else has the name, there is none.
   */
  public void link(RunId run, TaskId task, String output, String digest) {
    Path folder = inside(runDirectory(run), task.value());
    OutputLink.create(folder, requireName(output), artifacts.locate(digest));
  }

  /** The runs that have a folder, whether they are recorded or not. */
  public List<RunId> runsWithFolders() {
    return new StagingSweep(folder.resolve(RUNS), runs).runs();
  }

  /**
   * Deletes what a run's attempts left in their {@code staging} and {@code scratch} folders and
   * what they told, of those that are over or that were never recorded.
   *
   * @return how many attempts something was deleted of
   */
  public int sweepStaging(RunId run) {
    return new StagingSweep(folder.resolve(RUNS), runs).sweep(run);
  }

  /** Deletes the files of runs: logs, and links to what they published. */
  public void deleteRuns(List<RunId> forgotten) {
    for (RunId run : forgotten) {
      Path directory = runDirectory(run);
      try {
        Trees.delete(directory);
      } catch (IOException e) {
        throw FileFailure.describe(directory, e);
      }
    }
  }

  @Override
  public void close() {
    // A lease is given up through the store, a lock when nothing is written any more.
    if (exclusion instanceof LeaseKeeper lease) {
      lease.close();
    }
    try {
      runs.close();
    } finally {
      if (exclusion instanceof FolderLock lock) {
        lock.close();
      }
    }
  }

  private static void createFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw FileFailure.describe(folder, e);
    }
  }

  /** An empty database beside files of runs is one that was cut off, and not a new one. */
  private static void requireHistory(Path folder) {
    Path database = folder.resolve(DATABASE);
    try {
      if (Files.isRegularFile(database) && Files.size(database) == 0 && hasRuns(folder)) {
        throw new StoreException(
            Reason.CORRUPT,
            ("%s is empty though there have been runs here. Put back a copy of it, or move it away"
                    + " to start with an empty history; artifacts are kept beside it.")
                .formatted(database));
      }
    } catch (IOException e) {
      throw FileFailure.describe(database, e);
    }
  }

  private static boolean hasRuns(Path folder) throws IOException {
    Path runs = folder.resolve(RUNS);
    if (!Files.isDirectory(runs)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(runs)) {
      return entries.findAny().isPresent();
    }
  }

  private static Path inside(Path parent, String name) {
    return parent.resolve(requireName(name));
  }

  /** Names come from workflows and must not lead out of the folder. */
  private static String requireName(String name) {
    if (name.isEmpty()
        || name.equals(".")
        || name.equals("..")
        || name.contains("/")
        || name.contains("\\")
        || name.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("Not the name of a file: " + name);
    }
    return name;
  }
}
