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
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A process and all that came of it. A child that left its parent, and so can't be found by
 * descent, is found by an environment variable that the first process was given (on Linux, where
 * {@code /proc} shows it). The process that asks is never a member. Immutable.
 *
 * <p>Linux gives numbers to processes in their order and goes round at the end. So what came of a
 * process that began a moment ago has one of the few numbers that were given since, and nothing
 * else is looked at: a look at every process takes longer than many a command.
 *
 * <p>The engine has a class like it: it shares no code with the processes that it starts.
 */
public final class ProcessTree {

  /** How long a killed process may take to vanish; one in the kernel's hands may take longer. */
  private static final Duration VANISHING = Duration.ofSeconds(5);

  private static final int KILL_ROUNDS = 20;

  /** In less than this no system gives out all of its numbers, of which it has 32,768 at least. */
  private static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** Where more numbers were given than this, to list all processes is as quick. */
  private static final long FEW = 64;

  private static final int LOOKS = 20;
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private static final File PROC = new File("/proc");
  private static final Path LOAD = Path.of("/proc/loadavg");
  private static final int STAT_BYTES = 1024;

  /** The 22nd field, counted from the third, which is the first after the name. */
  private static final int START_FIELD = 19;

  /** 0 where it isn't known, so that every process is looked at. */
  private static final long OWN_START = startTicks(Long.toString(ProcessHandle.current().pid()), 0);

  private final ProcessHandle root;
  private final long beganNanos;
  private final byte[] mark;

  /**
   * The tree of a process that may have begun long ago.
   *
   * @param variable the environment variable that marks the tree
   * @param value its value in this tree, and in no other
   */
  public ProcessTree(ProcessHandle root, String variable, String value) {
    this(root, System.nanoTime() - MOMENT_NANOS, variable, value);
  }

  /**
   * The tree of a process that this one has just started.
   *
   * @param beganNanos a moment at which it had not begun, by {@link System#nanoTime}
   * @param variable the environment variable that marks the tree
   * @param value its value in this tree, and in no other
   */
  public ProcessTree(ProcessHandle root, long beganNanos, String variable, String value) {
    this.root = root;
    this.beganNanos = beganNanos;
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
    addMarked(members);
    members.remove(ProcessHandle.current());
    members.removeIf(member -> !isRunning(member));
    return members;
  }

  private void addMarked(Set<ProcessHandle> members) {
    long looked = root.pid();
    for (long newest = newestNumber(); isFewSince(looked, newest); newest = newestNumber()) {
      if (newest == looked) {
        return;
      }
      LongStream.rangeClosed(looked + 1, newest).forEach(pid -> addIfMarked(pid, members));
      looked = newest;
    }
    String[] listed = PROC.list();
    if (listed != null) {
      Stream.of(listed)
          .filter(ProcessTree::isYounger)
          .forEach(pid -> addIfMarked(Long.parseLong(pid), members));
    }
  }

  private boolean isFewSince(long looked, long newest) {
    return newest >= looked
        && newest - root.pid() <= FEW
        && System.nanoTime() - beganNanos < MOMENT_NANOS;
  }

  private void addIfMarked(long pid, Set<ProcessHandle> members) {
    ProcessHandle.of(pid).filter(this::isMarked).ifPresent(members::add);
  }

  /** The number that the system gave last, as proc(5) says; -1 where it doesn't tell. */
  private static long newestNumber() {
    try {
      String load = Files.readString(LOAD, StandardCharsets.US_ASCII).strip();
      return Long.parseLong(load.substring(load.lastIndexOf(' ') + 1));
    } catch (IOException | NumberFormatException untold) {
      return -1;
    }
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
      Path file = Path.of("/proc", process.pid() + "", "environ");
      byte[] environment = Files.readAllBytes(file);
      // One that is about to become another program has none for an instant.
      for (int look = 0; environment.length == 0 && look < LOOKS && isRunning(process); look++) {
        LockSupport.parkNanos(LOOK_NANOS);
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
