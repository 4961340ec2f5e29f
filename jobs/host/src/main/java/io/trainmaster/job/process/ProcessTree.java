package io.trainmaster.job.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process and all that came of it. A child that left its parent, and so can't be found by
 * descent, is found by an environment variable that the first process was given (on Linux, where
 * {@code /proc} shows it). The process that asks is never a member. Immutable.
 *
 * <p>The engine has a class like it: it shares no code with the processes that it starts.
 */
public final class ProcessTree {

  /** How long a killed process may take to vanish; one in the kernel's hands may take longer. */
  private static final Duration VANISHING = Duration.ofSeconds(5);

  private static final int KILL_ROUNDS = 20;

  private final ProcessHandle root;
  private final byte[] mark;

  /**
   * @param variable the environment variable that marks the tree
   * @param value its value in this tree, and in no other
   */
  public ProcessTree(ProcessHandle root, String variable, String value) {
    this.root = root;
    this.mark = (variable + "=" + value).getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Asks the tree to end, and kills what is left of it after the grace.
   *
   * @return whether nothing of it lives
   */
  public boolean end(Duration grace) {
    members().forEach(ProcessHandle::destroy);
    return await(root, grace) && members().isEmpty() || kill();
  }

  /**
   * Kills the tree at once.
   *
   * @return whether nothing of it lives
   */
  public boolean kill() {
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
    members.add(root);
    root.descendants().forEach(members::add);
    if (Files.isDirectory(Path.of("/proc/self"))) {
      ProcessHandle.allProcesses().filter(this::isMarked).forEach(members::add);
    }
    members.remove(ProcessHandle.current());
    members.removeIf(member -> !isRunning(member));
    return members;
  }

  /** One that has ended and that nobody has buried yet is listed, but can't be killed any more. */
  private static boolean isRunning(ProcessHandle process) {
    if (!process.isAlive()) {
      return false;
    }
    try {
      byte[] stat = Files.readAllBytes(Path.of("/proc", process.pid() + "", "stat"));
      String text = new String(stat, StandardCharsets.ISO_8859_1);
      return !text.startsWith(") Z", text.lastIndexOf(')'));
    } catch (IOException goneOrNoProc) {
      return process.isAlive();
    }
  }

  private boolean isMarked(ProcessHandle process) {
    try {
      byte[] environment = Files.readAllBytes(Path.of("/proc", process.pid() + "", "environ"));
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
    try {
      process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException alive) {
      return false;
    } catch (ExecutionException unknown) {
      return !process.isAlive();
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
