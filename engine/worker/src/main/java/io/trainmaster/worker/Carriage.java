package io.trainmaster.worker;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * How a task process is carried to a worker of a Spark standalone cluster. The engine starts the
 * driver of a Spark application here, which has one executor and one task: that starts the process
 * beside the executor, with the GPUs in sight that Spark gave it, and passes the wire on. To the
 * engine the driver is the task process.
 *
 * <p>An application of its own, since in a shared one Spark gives executors with GPUs only by
 * dynamic allocation and keeps them for whoever comes next; and a process of its own on the worker,
 * since what a process sees of GPUs is settled before it starts. Spark tries nothing again: that
 * the engine does, which fences what came before.
 */
final class Carriage {

  private static final String MAIN_CLASS = "io.trainmaster.job.spark.carrier.CarrierMain";
  private static final String MASTER = "spark.master";

  /** What a session needs of Spark's settings and the process that is carried must not have. */
  private static final Predicate<String> OF_THE_CLUSTER =
      key ->
          key.equals(MASTER)
              || key.startsWith("spark.executor.")
              || key.startsWith("spark.executorEnv.")
              || key.startsWith("spark.task.")
              || key.startsWith("spark.driver.")
              || key.startsWith("spark.dynamicAllocation.")
              || key.startsWith("spark.trainmaster.")
              || key.equals("spark.cores.max");

  /** Least that Spark starts an executor with. */
  private static final long EXECUTOR_MIN_BYTES = 512L << 20;

  private static final List<String> DRIVER_OPTIONS =
      List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private static final String CARRIED = "trainmaster.carried";

  private Carriage() {}

  /**
   * Whether the process of an attempt is carried: where there is a cluster, and it can't go there.
   */
  static boolean isUsed(HostSettings settings, AttemptRequest request) {
    return settings.cluster().isPresent() && !request.isSubmission();
  }

  /** The settings of a process that is carried: its own session is in the process itself. */
  static Map<String, String> properties(Map<String, String> properties) {
    Map<String, String> own = new LinkedHashMap<>(properties);
    own.keySet().removeIf(OF_THE_CLUSTER);
    return own;
  }

  /**
   * The driver's command.
   *
   * @param process the command of the process that is carried
   * @param folder the process's own
   */
  static List<String> command(
      HostSettings settings, AttemptRequest request, List<String> process, Path folder) {
    List<String> command = new ArrayList<>();
    command.add(settings.java().toString());
    command.addAll(settings.jvmOptions());
    command.addAll(DRIVER_OPTIONS);
    command.add("-Djava.io.tmpdir=" + folder.resolve("tmp"));
    command.addAll(List.of("-cp", settings.classPath(), MAIN_CLASS));
    Map<String, String> conf = new LinkedHashMap<>(settings.properties());
    conf.putAll(ours(request, folder));
    if (!request.gpus().isEmpty()) {
      conf.keySet().removeIf(key -> key.contains(".resource." + SparkCluster.CPU_WORKER + "."));
    }
    conf.forEach(
        (key, value) -> {
          if (key.startsWith("spark.")) {
            command.add(key + "=" + value);
          }
        });
    command.add("--");
    command.add(process.get(0));
    command.add("-D" + CARRIED + "=true");
    command.addAll(process.subList(1, process.size()));
    return command;
  }

  private static Map<String, String> ours(AttemptRequest request, Path folder) {
    Map<String, String> conf = new LinkedHashMap<>();
    String cpus = Integer.toString(request.cpus());
    conf.put("spark.app.name", token(request));
    conf.put("spark.cores.max", cpus);
    conf.put("spark.executor.cores", cpus);
    conf.put("spark.task.cpus", cpus);
    long mebibytes = Math.max(EXECUTOR_MIN_BYTES, request.memoryBytes()) >> 20;
    conf.put("spark.executor.memory", mebibytes + "m");
    conf.put("spark.dynamicAllocation.enabled", "false");
    conf.put("spark.task.maxFailures", "1");
    conf.put("spark.ui.enabled", "false");
    conf.put("spark.local.dir", folder.resolve("spark").toString());
    conf.put("spark.trainmaster.log", HostCommand.logFile(folder).toString());
    request
        .within()
        .ifPresent(wait -> conf.put("spark.trainmaster.within", wait.toMillis() + "ms"));
    if (!request.gpus().isEmpty()) {
      String gpus = Integer.toString(request.gpus().size());
      conf.put("spark.executor.resource.gpu.amount", gpus);
      conf.put("spark.task.resource.gpu.amount", gpus);
    }
    return conf;
  }

  /** The name of the application, by which one attempt's is known on the cluster. */
  private static String token(AttemptRequest request) {
    return "%s/%s/%d fence %d"
        .formatted(request.run(), request.task(), request.number(), request.fence());
  }
}
