package io.trainmaster.store;

import io.trainmaster.store.file.FileFailure;
import io.trainmaster.track.StoreException;
import io.trainmaster.track.StoreException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Set;

/**
 * The right of one process to have a folder: to run workflows in it, or to keep a worker's tasks.
 * The system holds it on the file {@code lock} and takes it back when the process ends, however it
 * ends; the file's text names the holder, for a person.
 *
 * <p>The system's locks are a process's and not a thread's, and closing any handle of the file
 * gives them up. So this class remembers what this process holds and never opens such a file again.
 */
public final class FolderLock implements AutoCloseable {

  private static final int COMMAND_MAX = 200;

  private static final Set<Path> HELD_HERE = new HashSet<>();

  private final Path folder;
  private final FileChannel channel;

  private FolderLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Takes the lock, at once or not at all.
   *
   * @param folder it is there
   * @param command what this process does, for another that would like the folder
   * @throws StoreException with {@code LOCKED} where it is taken, naming the holder
   */
  public static FolderLock take(Path folder, String command) {
    try {
      Path real = folder.toRealPath();
      synchronized (HELD_HERE) {
        if (HELD_HERE.contains(real)) {
          throw taken(real, "this very process");
        }
        FolderLock lock = new FolderLock(real, lock(real, command));
        HELD_HERE.add(real);
        return lock;
      }
    } catch (IOException e) {
      throw FileFailure.describe(folder, e);
    }
  }

  /** This process's main class and its arguments. */
  public static String ownCommand() {
    String command = System.getProperty("sun.java.command", "java");
    return command.length() <= COMMAND_MAX ? command : command.substring(0, COMMAND_MAX) + "…";
  }

  @Override
  public void close() {
    synchronized (HELD_HERE) {
      try {
        // Emptied first: a file that names a holder is then always one that was not closed.
        channel.truncate(0);
        channel.close();
      } catch (IOException e) {
        throw FileFailure.describe(folder, e);
      } finally {
        HELD_HERE.remove(folder);
      }
    }
  }

  @SuppressWarnings("resource") // The channel, and with it the lock, is kept until close().
  private static FileChannel lock(Path folder, String command) throws IOException {
    Path file = folder.resolve("lock");
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw taken(folder, holder(file));
      }
      channel.truncate(0);
      String holder = describe(command, Instant.now().truncatedTo(ChronoUnit.SECONDS));
      ByteBuffer text = StandardCharsets.UTF_8.encode(holder);
      while (text.hasRemaining()) {
        channel.write(text);
      }
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** This process in words that are no other's. */
  static String describe(String command, Instant since) {
    return "process %d on %s since %s: %s"
        .formatted(ProcessHandle.current().pid(), host(), since, command);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "this machine";
    }
  }

  private static String holder(Path file) {
    try {
      String text = Files.readString(file).strip();
      return text.isEmpty() ? "a process that has just begun" : text;
    } catch (IOException e) {
      return "another process";
    }
  }

  private static StoreException taken(Path folder, String holder) {
    return new StoreException(
        Reason.LOCKED,
        "%s is in use by %s. Wait until it has ended, or use another state folder."
            .formatted(folder, holder));
  }
}
