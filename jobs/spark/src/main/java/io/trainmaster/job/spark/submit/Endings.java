package io.trainmaster.job.spark.submit;

import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the end of a driver means, by its exit code and its last words. */
final class Endings {

  private static final int SIGNALLED = 128;
  private static final int LINE_LIMIT = 300;
  private static final String OUT_OF_MEMORY = "java.lang.OutOfMemoryError";

  /** What Spark says where not the application is at fault, but what it ran on. */
  private static final List<String> LOST =
      List.of(
          "All masters are unresponsive",
          "Master removed our application",
          "Application has been killed",
          "ExecutorLostFailure");

  /** A line that says what went wrong, among those that say where and what was tidied up. */
  private static final Pattern CAUSE =
      Pattern.compile("^(Exception in thread|Caused by:|[\\w.$]*(Error|Exception)\\b).*");

  private Endings() {}

  /**
   * The failure of its task; empty where it ended well.
   *
   * @param lines the last that it printed
   */
  static Optional<TaskException> of(int exitCode, List<String> lines) {
    if (exitCode == 0) {
      return Optional.empty();
    }
    if (lines.stream().anyMatch(line -> line.contains(OUT_OF_MEMORY))) {
      return Optional.of(
          failure(
              TaskError.OUT_OF_MEMORY,
              "The application ran out of memory",
              last(lines, OUT_OF_MEMORY),
              "Give its executors more with 'resources { memory … }', or its driver with 'driver'."));
    }
    for (String word : LOST) {
      if (lines.stream().anyMatch(line -> line.contains(word))) {
        return Optional.of(
            failure(
                TaskError.APPLICATION_LOST,
                "The application was lost with what it ran on",
                last(lines, word),
                "See whether the cluster is well; 'retry { lost … }' tries it again."));
      }
    }
    if (exitCode > SIGNALLED) {
      return Optional.of(
          failure(
              TaskError.APPLICATION_LOST,
              "The application's driver was killed by signal " + (exitCode - SIGNALLED),
              "",
              exitCode == SIGNALLED + 9 ? "Had the machine no memory left for it?" : ""));
    }
    return Optional.of(
        failure(
            TaskError.COMMAND_FAILED,
            "The application ended with exit code " + exitCode,
            cause(lines),
            "See the task's log for what it printed."));
  }

  private static TaskException failure(TaskError error, String what, String line, String mend) {
    String said = line.strip();
    String cut = said.substring(0, Math.min(said.length(), LINE_LIMIT));
    return new TaskException(error, what + (cut.isEmpty() ? "." : ": " + cut), "app", mend);
  }

  private static String last(List<String> lines, String word) {
    return lines.stream()
        .filter(line -> line.contains(word))
        .reduce((first, second) -> second)
        .orElse("");
  }

  /** The last line that names an error; where none does, the last. */
  private static String cause(List<String> lines) {
    return lines.stream()
        .filter(line -> CAUSE.matcher(line).matches())
        .reduce((first, second) -> second)
        .orElseGet(() -> lines.isEmpty() ? "" : lines.get(lines.size() - 1));
  }
}
