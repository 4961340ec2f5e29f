package io.trainmaster.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which process is meant, for as long as the machine remembers it and for longer. A system gives
 * the number of a process that has ended to another one, so that a number alone names nobody once
 * an engine has been away: a process is the same only where its number, the moment at which it
 * started and the boot of the machine are. Immutable.
 *
 * <p>On Linux the moment is field 22 of {@code /proc/PID/stat} and the boot is {@code
 * /proc/sys/kernel/random/boot_id}; see proc(5). Elsewhere the moment is the one that Java tells,
 * and the boot isn't known.
 *
 * @param pid the process's number
 * @param start when it started: clock ticks after the boot where there is {@code /proc}, else
 *     milliseconds after 1970 began; 0 where the system doesn't tell
 * @param boot the boot's id; empty where there is none
 */
record ProcessIdentity(long pid, long start, String boot) {

  private static final Path PROC = Path.of("/proc");

  /** The fields of {@code stat} after the name in parentheses: the third, and those that follow. */
  private static final int STATE = 0;

  private static final int START = 19;
  private static final int SIZE = 20;
  private static final int ENVIRONMENT_START = 47;
  private static final int ENVIRONMENT_END = 48;

  /** States of a process that runs no more: one that waits for its parent to notice, a dead one. */
  private static final String ENDED = "ZXx";

  /** The identity of a process that lives; empty where none has this number. */
  static Optional<ProcessIdentity> of(long pid) {
    Optional<List<String>> stat = stat(pid);
    if (stat.isPresent()) {
      return stat.filter(fields -> !hasEnded(fields))
          .map(fields -> new ProcessIdentity(pid, Long.parseLong(fields.get(START)), bootNow()));
    }
    return hasProc() ? Optional.empty() : ProcessHandle.of(pid).map(ProcessIdentity::told);
  }

  private static ProcessIdentity told(ProcessHandle process) {
    long start = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return new ProcessIdentity(process.pid(), start, bootNow());
  }

  /** Whether this very process lives; one that waits for its parent to notice its end doesn't. */
  boolean isAlive() {
    return of(pid).filter(this::equals).isPresent();
  }

  /** The process, where it lives. */
  Optional<ProcessHandle> handle() {
    return isAlive() ? ProcessHandle.of(pid) : Optional.empty();
  }

  /** Whether a process runs; one that waits for its parent to notice its end doesn't. */
  static boolean isRunning(ProcessHandle process) {
    return process.isAlive() && stat(process.pid()).map(fields -> !hasEnded(fields)).orElse(true);
  }

  /**
   * Whether a process whose environment was empty a moment ago has one by now, or will have: while
   * it becomes another program it has memory, but the kernel has not laid out its words there. A
   * thread of the kernel has no memory, and nothing between its ends is what was given nothing.
   */
  static boolean mayHaveEnvironment(long pid) {
    return stat(pid)
        .filter(fields -> fields.size() > ENVIRONMENT_END && !fields.get(SIZE).equals("0"))
        .filter(
            fields ->
                fields.get(ENVIRONMENT_END).equals("0")
                    || !fields.get(ENVIRONMENT_END).equals(fields.get(ENVIRONMENT_START)))
        .isPresent();
  }

  private static boolean hasEnded(List<String> fields) {
    return ENDED.contains(fields.get(STATE));
  }

  private static boolean hasProc() {
    return Files.exists(PROC.resolve("self/stat"));
  }

  /** Empty where there is no such process, or no {@code /proc}. */
  private static Optional<List<String>> stat(long pid) {
    try {
      // The name may hold anything, a parenthesis too, in any encoding.
      byte[] bytes = Files.readAllBytes(PROC.resolve(Long.toString(pid)).resolve("stat"));
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      List<String> fields = List.of(text.substring(text.lastIndexOf(')') + 2).trim().split(" "));
      return fields.size() > START ? Optional.of(fields) : Optional.empty();
    } catch (IOException none) {
      return Optional.empty();
    }
  }

  private static String bootNow() {
    try {
      return Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
    } catch (IOException untold) {
      return "";
    }
  }
}
