package io.trainmaster.job.spark.carrier;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.resource.ResourceInformation;

/**
 * What the executor does: starts the process with the GPUs in sight that Spark gave the task, and
 * stays with it to its end. The process watches the executor and ends with it.
 */
final class Carried implements Function<Integer, Integer> {

  private static final long serialVersionUID = 1;

  private static final String GPU = "gpu";
  private static final String VISIBLE_GPUS = "CUDA_VISIBLE_DEVICES";
  private static final String EXECUTOR = "TRAINMASTER_EXECUTOR";
  private static final long LOOK_MILLIS = 200;

  private final ArrayList<String> command;
  private final HashMap<String, String> variables;
  private final Line.Address driver;
  private final String origin;
  private final String log;

  /**
   * @param variables beside those of the executor
   * @param origin the master and the application, for the record
   * @param log the file for what the process writes to standard error
   */
  Carried(
      List<String> command,
      Map<String, String> variables,
      Line.Address driver,
      String origin,
      String log) {
    this.command = new ArrayList<>(command);
    this.variables = new HashMap<>(variables);
    this.driver = driver;
    this.origin = origin;
    this.log = log;
  }

  @Override
  public Integer call(Integer ignored) throws IOException, InterruptedException {
    TaskContext task = TaskContext.get();
    if (task.attemptNumber() > 0 || task.stageAttemptNumber() > 0) {
      // What was lost with a worker doesn't count as a failure to Spark; to the engine it does.
      throw new IllegalStateException("The process was started before and is lost.");
    }
    try (Socket call = Line.call(driver)) {
      Process process = builder(task).start();
      try {
        Thread in = start("carried-in", () -> feed(call, process));
        Thread out = start("carried-out", () -> report(process, call));
        while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
          task.killTaskIfInterrupted();
        }
        out.join();
        in.interrupt();
        return process.exitValue();
      } finally {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    }
  }

  private ProcessBuilder builder(TaskContext task) {
    ProcessBuilder builder = new ProcessBuilder(command);
    // Spark's own say where executors keep their files; they are not for another session.
    builder.environment().keySet().removeIf(name -> name.startsWith("SPARK_"));
    builder.environment().putAll(variables);
    builder.environment().put(VISIBLE_GPUS, gpus(task.resources()));
    String executor =
        SparkEnv.get().executorId()
            + " on "
            + SparkEnv.get().blockManager().blockManagerId().host();
    builder.environment().put(EXECUTOR, origin + ", executor " + executor);
    if (!log.isEmpty()) {
      builder.redirectError(ProcessBuilder.Redirect.appendTo(new File(log)));
    }
    return builder;
  }

  /** The addresses that Spark gave the task, as NVIDIA's libraries read them. */
  static String gpus(scala.collection.immutable.Map<String, ResourceInformation> resources) {
    return resources.contains(GPU) ? String.join(",", resources.apply(GPU).addresses()) : "";
  }

  private static Thread start(String name, Runnable body) {
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void feed(Socket call, Process process) {
    try (OutputStream in = process.getOutputStream()) {
      Line.copy(call.getInputStream(), in);
    } catch (IOException ended) {
      // The process's end tells.
    }
  }

  private static void report(Process process, Socket call) {
    try {
      Line.copy(process.getInputStream(), call.getOutputStream());
      call.shutdownOutput();
    } catch (IOException ended) {
      // The driver is gone, and with it the executor in a moment.
    }
  }
}
