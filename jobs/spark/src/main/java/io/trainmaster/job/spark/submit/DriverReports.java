package io.trainmaster.job.spark.submit;

import io.trainmaster.job.AttemptId;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.spark.MasterPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What the drivers of a task's attempts have written of themselves, a file each, in a folder that
 * the attempts share. By it an attempt finds what an earlier one left running: two applications of
 * one task must never live beside each other.
 */
final class DriverReports {

  private static final String SUFFIX = ".report";
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long LOOK_MILLIS = 200;

  private final Path folder;

  DriverReports(Path folder) {
    this.folder = folder;
  }

  /**
   * A report.
   *
   * @param tasks how many have ended and how many are known, in the words of the last line
   */
  record Report(Optional<ProcessHandle> process, Optional<String> application, List<String> tasks) {

    /** How much is done of what is known by now; NaN before anything is known. */
    double fraction() {
      return tasks.isEmpty()
          ? Double.NaN
          : Double.parseDouble(tasks.get(0)) / Math.max(1, Double.parseDouble(tasks.get(1)));
    }
  }

  /** The file of an attempt, which needn't be there. */
  Path file(AttemptId attempt) throws IOException {
    return Files.createDirectories(folder).resolve(attempt.number() + SUFFIX);
  }

  /** What a driver has written of itself by now. */
  Report read(Path file) {
    Optional<ProcessHandle> process = Optional.empty();
    Optional<String> application = Optional.empty();
    List<String> tasks = List.of();
    try {
      for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
        List<String> words = List.of(line.split(" ", -1));
        if (words.get(0).equals(ApplicationListener.PROCESS) && words.size() == 3) {
          process = living(words.get(1), words.get(2));
        } else if (words.get(0).equals(ApplicationListener.APPLICATION) && words.size() == 2) {
          application = Optional.of(words.get(1));
        } else if (words.get(0).equals(ApplicationListener.TASKS) && words.size() == 3) {
          tasks = words.subList(1, 3);
        }
      }
    } catch (IOException unreadable) {
      // It tells nothing then.
    }
    return new Report(process, application, tasks);
  }

  /** The process with a number, where it is the same that began then. */
  private static Optional<ProcessHandle> living(String pid, String started) {
    try {
      long begun = Long.parseLong(started);
      return ProcessHandle.of(Long.parseLong(pid))
          .filter(ProcessHandle::isAlive)
          .filter(
              one ->
                  one.info()
                      .startInstant()
                      .filter(instant -> instant.toEpochMilli() == begun)
                      .isPresent());
    } catch (NumberFormatException garbled) {
      return Optional.empty();
    }
  }

  /**
   * Ends what earlier attempts of the task have left running, here and on the cluster.
   *
   * @throws TaskException where it can't be ended; then no other may start
   */
  void endEarlier(AttemptId attempt, ClusterSettings cluster, Consumer<String> log)
      throws IOException, InterruptedException, TaskException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> listed = Files.list(folder)) {
      files = listed.filter(file -> !file.endsWith(attempt.number() + SUFFIX)).sorted().toList();
    }
    for (Path file : files) {
      Report report = read(file);
      if (report.process().isPresent()) {
        end(report.process().get(), log);
      }
      if (report.application().isPresent() && cluster.page().isPresent()) {
        end(report.application().get(), cluster.page().get(), log);
      }
    }
  }

  private static void end(ProcessHandle driver, Consumer<String> log)
      throws InterruptedException, TaskException {
    log.accept("Ends the driver of an earlier attempt, process " + driver.pid() + ".");
    driver.destroy();
    if (!await(() -> !driver.isAlive(), GRACE)) {
      driver.descendants().forEach(ProcessHandle::destroyForcibly);
      driver.destroyForcibly();
      if (!await(() -> !driver.isAlive(), GRACE)) {
        throw lives("process " + driver.pid());
      }
    }
  }

  private static void end(String application, MasterPage page, Consumer<String> log)
      throws InterruptedException, TaskException {
    try {
      if (page.find(application).isEmpty()) {
        return;
      }
      log.accept("Ends the application of an earlier attempt, " + application + ".");
      page.kill(application);
      if (!await(() -> page.find(application).isEmpty(), PATIENCE)) {
        throw lives(application);
      }
    } catch (IOException unknown) {
      // A master that is away may come back: this is tried again as what was lost is.
      throw new TaskException(
          TaskError.APPLICATION_LOST,
          "Whether an application of an earlier attempt still runs can't be found out.",
          application,
          "See whether the master's page answers: " + page + ".",
          unknown);
    }
  }

  private static TaskException lives(String who) {
    return new TaskException(
        TaskError.SERVICE_UNAVAILABLE,
        "An application of an earlier attempt still runs and can't be ended.",
        who,
        "End it by hand.");
  }

  /** Something that may not be found out. */
  private interface Question<E extends Exception> {
    boolean ask() throws E;
  }

  private static <E extends Exception> boolean await(Question<E> question, Duration patience)
      throws E, InterruptedException {
    long endNanos = System.nanoTime() + patience.toNanos();
    while (!question.ask()) {
      if (System.nanoTime() - endNanos > 0) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    return true;
  }
}
