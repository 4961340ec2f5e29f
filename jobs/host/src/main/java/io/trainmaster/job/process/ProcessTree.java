package io.trainmaster.job.process;

import java.io.File;
import java.io.FileInputStream;
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
import java.util.stream.Stream;

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

  private static final File PROC = new File("/proc");
  private static final int STAT_BYTES = 1024;

  /** The 22nd field, counted from the third, which is the first after the name. */
  private static final int START_FIELD = 19;

  /** 0 where it isn't known, so that every process is looked at. */
  private static final long OWN_START = startTicks(Long.toString(ProcessHandle.current().pid()), 0);

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
    if (root.isAlive()) {
      members.add(root);
      root.descendants().forEach(members::add);
    }
    String[] listed = PROC.list();
    if (listed != null) {
      Stream.of(listed)
          .filter(ProcessTree::isYounger)
          .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
          .filter(this::isMarked)
          .forEach(members::add);
    }
    members.remove(ProcessHandle.current());
    members.removeIf(member -> !isRunning(member));
    return members;
  }

  /**
   * Whether it is a process that began when this one had begun already: no other can have come of
   * what this one started, and to look at the environment of each takes far longer.
   */
  private static boolean isYounger(String name) {
    return Character.isDigit(name.charAt(0)) && startTicks(name, Long.MAX_VALUE) >= OWN_START;
  }

  /**
   * When a process began, in ticks of the kernel, or what to take it for where that isn't known.
   */
  private static long startTicks(String pid, long unknown) {
    try (FileInputStream in = new FileInputStream(new File(new File(PROC, pid), "stat"))) {
      byte[] stat = new byte[STAT_BYTES];
      int length = Math.max(0, in.read(stat));
      String text = new String(stat, 0, length, StandardCharsets.ISO_8859_1);
      // The second field is a name in parentheses, with anything in it.
      String[] fields = text.substring(text.lastIndexOf(')') + 1).strip().split(" ");
      return fields.length > START_FIELD ? Long.parseLong(fields[START_FIELD]) : unknown;
    } catch (IOException | NumberFormatException goneOrNoProc) {
      return unknown;
    }
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
