package io.trainmaster.job.spark.submit;

import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.spark.Executors;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Spark's settings for an application, by what is asked for: the same request in the words of local
 * mode, a standalone cluster, Kubernetes or YARN. A pure function.
 *
 * <p>The memory of an executor is all of it on Kubernetes and YARN, where a container ends that
 * takes more: what the heap leaves is for native memory. A standalone cluster counts heaps alone.
 */
final class SubmitSettings {

  private static final String LISTENERS = "spark.extraListeners";
  private static final String EXECUTOR_GPU = "spark.executor.resource.gpu.";
  private static final String CPU_WORKER = ".resource.cpuworker.";

  /** In the images that Spark is published as. */
  private static final String IMAGE_DISCOVERY =
      "/opt/spark/examples/src/main/scripts/getGpusResources.sh";

  private static final long MIB = 1L << 20;

  /** As Spark itself reckons: a tenth, and no less than 384 MiB. */
  private static final long OVERHEAD_MIN_MIB = 384;

  private static final int OVERHEAD_PART = 10;

  /** Spark starts no executor with less. */
  private static final long HEAP_MIN_MIB = 512;

  private static final int LABEL_LENGTH = 63;

  /** By these an application is found, and it isn't for the user to hide it. */
  private static final Set<String> OURS =
      Set.of("spark.master", "spark.app.name", "spark.submit.deployMode", "spark.yarn.tags");

  private SubmitSettings() {}

  /**
   * The settings, in the order of their names.
   *
   * @param properties what the engine's settings say for all of Spark
   * @throws TaskException where the user sets what is the engine's to set
   */
  static Map<String, String> of(
      String master, Map<String, String> properties, SubmitRequest request) throws TaskException {
    Map<String, String> all = new TreeMap<>();
    properties.forEach(
        (key, value) -> {
          if (key.startsWith("spark.") && !key.startsWith("spark.trainmaster.")) {
            all.put(key, value);
          }
        });
    all.putIfAbsent("spark.log.level", "WARN");
    all.putIfAbsent("spark.ui.enabled", "false");
    switch (ClusterSettings.Kind.of(master)) {
      case LOCAL -> all.put("spark.driver.memory", mebibytes(request.memoryBytes()));
      case STANDALONE -> {
        Executors.loopback(master).forEach(all::putIfAbsent);
        standalone(all, request);
      }
      case KUBERNETES -> kubernetes(all, request);
      case YARN -> yarn(all, request);
    }
    for (Map.Entry<String, String> one : request.conf().entrySet()) {
      refuseOurs(one.getKey());
      all.put(one.getKey(), one.getValue());
    }
    all.put("spark.master", master);
    all.put("spark.submit.deployMode", "client");
    all.put("spark.app.name", request.name());
    all.merge(LISTENERS, ApplicationListener.class.getName(), (own, ours) -> own + "," + ours);
    return all;
  }

  private static void refuseOurs(String key) throws TaskException {
    if (OURS.contains(key) || key.startsWith("spark.trainmaster.")) {
      throw new TaskException(
          TaskError.ARGUMENT_INVALID,
          "The setting is not the application's to set.",
          key,
          "Leave it out; the engine sets it.");
    }
  }

  private static void executors(Map<String, String> all, SubmitRequest request) {
    all.put("spark.driver.memory", mebibytes(request.driverBytes()));
    all.put("spark.executor.cores", Integer.toString(request.cpus()));
    all.put("spark.dynamicAllocation.enabled", "false");
    if (request.gpus() > 0) {
      all.put(EXECUTOR_GPU + "amount", Integer.toString(request.gpus()));
      all.put("spark.task.resource.gpu.amount", "1");
    }
  }

  private static void standalone(Map<String, String> all, SubmitRequest request) {
    executors(all, request);
    all.put("spark.executor.memory", mebibytes(request.memoryBytes()));
    all.put(
        "spark.cores.max", Long.toString(Math.multiplyFull(request.cpus(), request.executors())));
    if (request.gpus() > 0) {
      all.keySet().removeIf(key -> key.contains(CPU_WORKER));
    }
  }

  private static void contained(Map<String, String> all, SubmitRequest request) {
    executors(all, request);
    long mebibytes = request.memoryBytes() / MIB;
    long overhead = Math.max(OVERHEAD_MIN_MIB, mebibytes / OVERHEAD_PART);
    all.put("spark.executor.memory", Math.max(HEAP_MIN_MIB, mebibytes - overhead) + "m");
    all.put("spark.executor.memoryOverhead", overhead + "m");
    all.put("spark.executor.instances", Integer.toString(request.executors()));
  }

  private static void kubernetes(Map<String, String> all, SubmitRequest request) {
    contained(all, request);
    String label = label(request.name());
    all.put("spark.kubernetes.driver.label.trainmaster-attempt", label);
    all.put("spark.kubernetes.executor.label.trainmaster-attempt", label);
    request
        .nodes()
        .forEach((key, value) -> all.put("spark.kubernetes.executor.node.selector." + key, value));
    if (request.gpus() > 0) {
      all.put(EXECUTOR_GPU + "vendor", "nvidia.com");
      all.putIfAbsent(EXECUTOR_GPU + "discoveryScript", IMAGE_DISCOVERY);
    }
  }

  private static void yarn(Map<String, String> all, SubmitRequest request) {
    contained(all, request);
    all.put("spark.yarn.tags", "trainmaster-" + label(request.name()));
    if (!request.nodes().isEmpty()) {
      all.put(
          "spark.yarn.executor.nodeLabelExpression", String.join("&&", request.nodes().keySet()));
    }
    if (request.gpus() > 0) {
      // YARN doesn't tell which GPUs a container has.
      all.putIfAbsent(EXECUTOR_GPU + "discoveryScript", IMAGE_DISCOVERY);
    }
  }

  /** A name as labels are written: at most 63 letters, digits, dots, dashes and underscores. */
  static String label(String name) {
    String word = name.replaceAll("[^A-Za-z0-9._-]+", "-");
    String cut = word.substring(Math.max(0, word.length() - LABEL_LENGTH));
    return cut.replaceAll("^[^A-Za-z0-9]+|[^A-Za-z0-9]+$", "");
  }

  private static String mebibytes(long bytes) {
    return Math.max(HEAP_MIN_MIB, bytes / MIB) + "m";
  }
}
