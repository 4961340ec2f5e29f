package io.trainmaster.job.spark.submit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkConf;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerApplicationEnd;
import org.apache.spark.scheduler.SparkListenerApplicationStart;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * Writes down in the driver of a user's application what {@link DriverReports} reads: a line for
 * its process, one for the application, and lines that say how many of the tasks that are known by
 * then have ended. Made by Spark, by name; its events come one at a time.
 */
public final class ApplicationListener extends SparkListener {

  /** The setting that names the file to write to. */
  static final String REPORT = "spark.trainmaster.report";

  /** What the lines begin with. */
  static final String PROCESS = "process";

  static final String APPLICATION = "application";
  static final String TASKS = "tasks";
  private static final String ENDED = "ended";

  private static final long TOLD_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final Path file;
  private long tasks;
  private long ended;
  private long nextNanos = System.nanoTime();

  /**
   * @param conf Spark's, of the application
   */
  public ApplicationListener(SparkConf conf) {
    this.file = Path.of(conf.get(REPORT));
    write(process(ProcessHandle.current()));
  }

  /** The line by which a driver's process is known again. */
  static String process(ProcessHandle process) {
    long started = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return PROCESS + " " + process.pid() + " " + started;
  }

  @Override
  public void onApplicationStart(SparkListenerApplicationStart event) {
    if (event.appId().isDefined()) {
      write(APPLICATION + " " + event.appId().get());
    }
  }

  @Override
  public void onJobStart(SparkListenerJobStart event) {
    scala.collection.Iterator<org.apache.spark.scheduler.StageInfo> stages =
        event.stageInfos().iterator();
    while (stages.hasNext()) {
      tasks += stages.next().numTasks();
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd event) {
    if (event.taskInfo().successful()) {
      ended++;
    }
    if (System.nanoTime() - nextNanos >= 0) {
      nextNanos = System.nanoTime() + TOLD_NANOS;
      write(TASKS + " " + ended + " " + Math.max(ended, tasks));
    }
  }

  @Override
  public void onApplicationEnd(SparkListenerApplicationEnd event) {
    write(ENDED);
  }

  private void write(String line) {
    try {
      Files.writeString(
          file,
          line + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException unwritable) {
      // The application is worth more than what is told of it.
    }
  }
}
