package io.trainmaster.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A process and all that came of it. A child that left its parent, and so can't be found by
 * descent, is found by an environment variable that the first process was given (on Linux, where
 * {@code /proc} shows it).
 */
final class ProcessTree {

  /** The variable that marks a task process and its descendants. */
  static final String MARK = "TRAINMASTER_HOST";

  /** How long a killed process may take to vanish; one in the kernel's hands may take longer. */
  private static final Duration VANISHING = Duration.ofSeconds(5);

  /** How long it may take to become another program: on a busy machine, from a slow disk. */
  private static final Duration BECOMING = Duration.ofSeconds(5);

  private static final int KILL_ROUNDS = 20;
  private static final long LOOK_MILLIS = 5;

  private final ProcessIdentity root;
  private final byte[] mark;

  /**
   * @param root the first process, which may have died before its descendants
   * @param mark the value of the variable
   */
  ProcessTree(ProcessIdentity root, String mark) {
    this.root = root;
    this.mark = (MARK + "=" + mark).getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Asks the tree to end, and kills what is left of it after the grace.
   *
   * @return whether nothing of it lives
   */
  boolean end(Duration grace) {
    Optional<ProcessHandle> first = root.handle();
    members().forEach(ProcessHandle::destroy);
    boolean ended = first.isEmpty() || await(first.get(), grace);
    return ended && members().isEmpty() || kill();
  }

  /**
   * Kills the tree at once.
   *
   * @return whether nothing of it lives
   */
  boolean kill() {
    // A process may beget another while it is looked for: until a look finds none.
    for (int round = 0; round < KILL_ROUNDS; round++) {
      Set<ProcessHandle> members = members();
      if (members.isEmpty()) {
        return true;
      }
      members.forEach(ProcessHandle::destroyForcibly);
      members.forEach(member -> await(member, VANISHING));
    }
    return members().isEmpty();
  }

  private Set<ProcessHandle> members() {
    Set<ProcessHandle> members = new HashSet<>();
    Optional<ProcessHandle> first = root.handle();
    first.ifPresent(members::add);
    first.ifPresent(process -> process.descendants().forEach(members::add));
    if (Files.isDirectory(Path.of("/proc/self"))) {
      ProcessHandle.allProcesses().filter(this::isMarked).forEach(members::add);
    }
    members.removeIf(member -> !ProcessIdentity.isRunning(member));
    return members;
  }

  private boolean isMarked(ProcessHandle process) {
    try {
      Path file = Path.of("/proc", process.pid() + "", "environ");
      byte[] environment = Files.readAllBytes(file);
      long endNanos = System.nanoTime() + BECOMING.toNanos();
      while (environment.length == 0
          && ProcessIdentity.mayHaveEnvironment(process.pid())
          && System.nanoTime() - endNanos < 0) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
        environment = Files.readAllBytes(file);
      }
      return contains(environment, mark);
    } catch (IOException goneOrNotOurs) {
      return false;
    }
  }

  private static boolean contains(byte[] text, byte[] part) {
    for (int start = 0; start + part.length <= text.length; start++) {
      int matched = 0;
      while (matched < part.length && text[start + matched] == part[matched]) {
        matched++;
      }
      if (matched == part.length) {
        return true;
      }
    }
    return false;
  }

  private static boolean await(ProcessHandle process, Duration patience) {
    // Of a process that isn't its child Java learns the end late, and of one that nobody buries
    // never.
    long endNanos = System.nanoTime() + patience.toNanos();
    try {
      while (ProcessIdentity.isRunning(process) && System.nanoTime() - endNanos < 0) {
        Thread.sleep(LOOK_MILLIS);
      }
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
    }
    return !ProcessIdentity.isRunning(process);
  }
}
