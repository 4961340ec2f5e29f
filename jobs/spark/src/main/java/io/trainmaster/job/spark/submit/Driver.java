package io.trainmaster.job.spark.submit;

import io.trainmaster.job.TaskContext;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The driver of a user's application: a child process, to its end or to the attempt's. */
final class Driver {

  private static final long LOOK_MILLIS = 200;
  private static final long GRACE_SECONDS = 5;
  private static final String PROGRESS = "%s of %s tasks";

  private final TaskContext context;
  private final ClusterSettings cluster;
  private final DriverReports reports;
  private final Path folder;

  /**
   * @param folder where it starts
   */
  Driver(TaskContext context, ClusterSettings cluster, DriverReports reports, Path folder) {
    this.context = context;
    this.cluster = cluster;
    this.reports = reports;
    this.folder = folder;
  }

  /**
   * Runs it.
   *
   * @throws TaskException where it doesn't end well
   * @throws InterruptedException where it was to stop; then it is dead
   */
  void run(List<String> command) throws IOException, InterruptedException, TaskException {
    Path log = context.logFile();
    long begin = log.toFile().length();
    Process process = start(command);
    Optional<Thread> copier = context.maskedLog().map(out -> copy(process, out));
    try {
      process.getOutputStream().close();
      follow(process);
    } finally {
      end(process);
      if (copier.isPresent()) {
        copier.get().join(TimeUnit.SECONDS.toMillis(GRACE_SECONDS));
      }
    }
    Optional<TaskException> failure =
        Endings.of(process.exitValue(), new LogTail(log, begin).lines());
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  private Process start(List<String> command) throws IOException, TaskException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    Map<String, String> environment = builder.environment();
    environment.putAll(context.environment());
    environment.put("SPARK_DRIVER_MEMORY", memory(command));
    builder.redirectErrorStream(true);
    if (context.maskedLog().isEmpty()) {
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(context.logFile().toFile()));
    }
    try {
      return builder.start();
    } catch (IOException notStarted) {
      throw new TaskException(
          TaskError.COMMAND_FAILED,
          "The driver could not be started.",
          command.get(0),
          "Is spark.home a Spark distribution?",
          notStarted);
    }
  }

  /** The heap of the driver: in client mode Spark's own setting comes too late for it. */
  private static String memory(List<String> command) {
    String setting = "spark.driver.memory=";
    return command.stream()
        .filter(word -> word.startsWith(setting))
        .map(word -> word.substring(setting.length()))
        .findFirst()
        .orElse("1g");
  }

  /** Waits for its end, and tells how far it is. */
  private void follow(Process process) throws IOException, InterruptedException {
    Path file = reports.file(context.attempt());
    String application = "";
    List<String> told = List.of();
    boolean over = false;
    while (!over) {
      over = process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      DriverReports.Report report = reports.read(file);
      String found = report.application().orElse("");
      if (!found.equals(application)) {
        application = found;
        context.param("spark.application", cluster.master() + " " + application);
      }
      if (!report.tasks().equals(told)) {
        told = report.tasks();
        context.progress(report.fraction(), PROGRESS.formatted(told.get(0), told.get(1)));
      }
    }
  }

  /** Asks it to end, so that Spark gives back what it has, and kills what is left. */
  private static void end(Process process) throws InterruptedException {
    List<ProcessHandle> children = process.descendants().toList();
    if (process.isAlive()) {
      process.destroy();
      process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
    }
    children.forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
  }

  private static Thread copy(Process process, OutputStream out) {
    Thread copier =
        new Thread(
            () -> {
              try (InputStream printed = process.getInputStream()) {
                printed.transferTo(out);
              } catch (IOException closed) {
                // The driver has ended.
              }
            },
            "driver-output");
    copier.setDaemon(true);
    copier.start();
    return copier;
  }
}
