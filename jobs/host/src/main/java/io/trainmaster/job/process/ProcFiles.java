package io.trainmaster.job.process;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What Linux tells of its processes under {@code /proc}; see proc(5). Elsewhere there is none of
 * it, and the answers say so.
 */
final class ProcFiles {

  private static final File PROC = new File("/proc");
  private static final Path LOAD = Path.of("/proc/loadavg");
  private static final int STAT_BYTES = 1024;

  /** Fields of {@code stat}, counted from the third, which is the first after the name. */
  private static final int STATE = 0;

  private static final int START = 19;
  private static final int SIZE = 20;
  private static final int ENVIRONMENT_START = 47;
  private static final int ENVIRONMENT_END = 48;

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** How long it may take to become another program: on a busy machine, from a slow disk. */
  private static final long BECOMING_NANOS = TimeUnit.SECONDS.toNanos(5);

  private ProcFiles() {}

  /** The numbers of all processes. */
  static LongStream numbers() {
    String[] listed = PROC.list();
    return listed == null
        ? LongStream.empty()
        : Stream.of(listed)
            .filter(name -> Character.isDigit(name.charAt(0)))
            .mapToLong(Long::parseLong);
  }

  /** The number that the system gave last, to a process or a thread; -1 where it doesn't tell. */
  static long newestNumber() {
    try {
      String load = Files.readString(LOAD, StandardCharsets.US_ASCII).strip();
      return Long.parseLong(load.substring(load.lastIndexOf(' ') + 1));
    } catch (IOException | NumberFormatException untold) {
      return -1;
    }
  }

  /**
   * When a process began, in ticks of the kernel, or what to take it for where that isn't known.
   */
  static long startTicks(long pid, long unknown) {
    return field(stat(pid), START, unknown);
  }

  /** One that has ended and that nobody has buried yet is listed, but can't be killed any more. */
  static boolean isRunning(ProcessHandle process) {
    if (!process.isAlive()) {
      return false;
    }
    List<String> stat = stat(process.pid());
    return stat.isEmpty() ? process.isAlive() : !stat.get(STATE).equals("Z");
  }

  /** Whether the environment that a process was given has a text in it. */
  static boolean isInEnvironment(long pid, byte[] text) {
    Path file = Path.of("/proc", Long.toString(pid), "environ");
    try {
      byte[] environment = read(file);
      long endNanos = System.nanoTime() + BECOMING_NANOS;
      while (environment.length == 0 && mayHaveOne(pid) && System.nanoTime() - endNanos < 0) {
        LockSupport.parkNanos(LOOK_NANOS);
        environment = read(file);
      }
      return contains(environment, text);
    } catch (IOException goneOrNotOurs) {
      return false;
    }
  }

  /** A process that becomes another program while it is read has an end without its zero. */
  private static byte[] read(Path environ) throws IOException {
    byte[] read = Files.readAllBytes(environ);
    return read.length > 0 && read[read.length - 1] != 0 ? Files.readAllBytes(environ) : read;
  }

  /**
   * Whether a process whose environment was empty a moment ago has one by now, or will have: while
   * it becomes another program it has memory, but the kernel has not laid out its words there. A
   * thread of the kernel has no memory, and nothing between its ends is what was given nothing.
   */
  private static boolean mayHaveOne(long pid) {
    List<String> stat = stat(pid);
    long end = field(stat, ENVIRONMENT_END, 0);
    return field(stat, SIZE, 0) != 0 && (end == 0 || end != field(stat, ENVIRONMENT_START, 0));
  }

  private static long field(List<String> stat, int index, long unknown) {
    // Addresses may be larger than half of what 64 bits hold.
    return stat.size() > index ? Long.parseUnsignedLong(stat.get(index)) : unknown;
  }

  /** Empty where there is no such process, or no {@code /proc}. */
  private static List<String> stat(long pid) {
    try (FileInputStream in =
        new FileInputStream(new File(new File(PROC, Long.toString(pid)), "stat"))) {
      byte[] stat = new byte[STAT_BYTES];
      int length = Math.max(0, in.read(stat));
      String text = new String(stat, 0, length, StandardCharsets.ISO_8859_1);
      // The second field is a name in parentheses, with anything in it.
      return List.of(text.substring(text.lastIndexOf(')') + 1).strip().split(" "));
    } catch (IOException goneOrNoProc) {
      return List.of();
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
}
