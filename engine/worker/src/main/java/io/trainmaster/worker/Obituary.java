package io.trainmaster.worker;

import io.trainmaster.model.Outcome;
import io.trainmaster.run.Failure;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Why a task process ended, for those who still had work in it. */
final class Obituary {

  private static final int SIGNALLED = 128;
  private static final int KILLED = SIGNALLED + 9;

  /** What {@code -XX:+ExitOnOutOfMemoryError} exits with, and what it says before. */
  private static final int OUT_OF_MEMORY = 3;

  private static final String OUT_OF_MEMORY_LINE = "java.lang.OutOfMemoryError";

  /** What Spark exits with when a task of it ran out of memory. */
  private static final int OUT_OF_MEMORY_IN_SPARK = 52;

  /** What the driver exits with that carries a process where its cluster has no room for it. */
  private static final int UNMET = 75;

  private static final int LAST_LINES = 20;
  private static final int LAST_BYTES = 16 << 10;

  private final OptionalInt exitCode;
  private final List<String> lastLines;

  /**
   * @param exitCode empty where the system told it to nobody who lives
   * @param log the process's own log
   */
  Obituary(OptionalInt exitCode, Path log) {
    this.exitCode = exitCode;
    this.lastLines = lastLines(log);
  }

  /**
   * The failure of an attempt that ran in it.
   *
   * @param attempts how many ran in it
   */
  Failure failure(int attempts) {
    if (isOutOfMemory()) {
      String company = attempts > 1 ? ", which " + attempts + " tasks shared," : "";
      return Failure.of(Outcome.OOM, "The task's process" + company + " ran out of memory.");
    }
    return Failure.of(Outcome.LOST, "The task's process " + cause() + ".");
  }

  /** The reason why it was never begun, where a cluster had no room for it in time. */
  Optional<String> unmet() {
    return exitCode.orElse(0) == UNMET && !lastLines.isEmpty()
        ? Optional.of(lastLines.get(lastLines.size() - 1))
        : Optional.empty();
  }

  private boolean isOutOfMemory() {
    return exitCode.orElse(0) == OUT_OF_MEMORY_IN_SPARK
        || exitCode.orElse(OUT_OF_MEMORY) == OUT_OF_MEMORY
            && lastLines.stream().anyMatch(line -> line.contains(OUT_OF_MEMORY_LINE));
  }

  private String cause() {
    int code = exitCode.orElse(0);
    if (code == KILLED) {
      return "was killed by signal 9 (out of memory?)";
    } else if (code > SIGNALLED) {
      return "was killed by signal " + (code - SIGNALLED);
    }
    String said = lastLines.isEmpty() ? "" : ": " + lastLines.get(lastLines.size() - 1);
    return (exitCode.isPresent() ? "ended with exit code " + code : "ended") + said;
  }

  /** Adds the process's last words to an attempt's log, where people look for them. */
  void appendTo(Path attemptLog, Failure failure) {
    StringBuilder text = new StringBuilder("Lost: ").append(failure.message()).append('\n');
    if (!lastLines.isEmpty()) {
      text.append("The last lines of the process's own log:\n");
      lastLines.forEach(line -> text.append("  ").append(line).append('\n'));
    }
    try {
      Files.writeString(attemptLog, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException unwritable) {
      // The failure itself says why.
    }
  }

  private static List<String> lastLines(Path log) {
    try (var channel = Files.newByteChannel(log)) {
      channel.position(Math.max(0, channel.size() - LAST_BYTES));
      byte[] bytes = Channels.newInputStream(channel).readAllBytes();
      List<String> lines =
          new String(bytes, StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank())
              .toList();
      return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
    } catch (IOException none) {
      return List.of();
    }
  }
}
