package io.trainmaster.job.process;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

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

  private static final long LOOK_MILLIS = 1;

  /** 0 where it isn't known, so that every process is looked at. */
  private static final long OWN_START = ProcFiles.startTicks(ProcessHandle.current().pid(), 0);

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
    members.removeIf(member -> !ProcFiles.isRunning(member));
    return members;
  }

  private void addMarked(Set<ProcessHandle> members) {
    long looked = root.pid();
    for (long newest = ProcFiles.newestNumber();
        isFewSince(looked, newest);
        newest = ProcFiles.newestNumber()) {
      if (newest == looked) {
        return;
      }
      LongStream.rangeClosed(looked + 1, newest).forEach(pid -> addIfMarked(pid, members));
      looked = newest;
    }
    ProcFiles.numbers().filter(ProcessTree::isYounger).forEach(pid -> addIfMarked(pid, members));
  }

  private boolean isFewSince(long looked, long newest) {
    return newest >= looked
        && newest - root.pid() <= FEW
        && System.nanoTime() - beganNanos < MOMENT_NANOS;
  }

  private void addIfMarked(long pid, Set<ProcessHandle> members) {
    if (ProcFiles.isInEnvironment(pid, mark)) {
      ProcessHandle.of(pid).ifPresent(members::add);
    }
  }

  /**
   * Whether it is a process that began when this one had begun already: no other can have come of
   * what this one started, and to look at the environment of each takes far longer.
   */
  private static boolean isYounger(long pid) {
    return ProcFiles.startTicks(pid, Long.MAX_VALUE) >= OWN_START;
  }

  private static boolean await(ProcessHandle process, Duration patience) {
    // Of a process that isn't its child Java learns the end late, and of one that nobody buries
    // never.
    long endNanos = System.nanoTime() + patience.toNanos();
    try {
      while (ProcFiles.isRunning(process) && System.nanoTime() - endNanos < 0) {
        Thread.sleep(LOOK_MILLIS);
      }
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
    }
    return !ProcFiles.isRunning(process);
  }
}
