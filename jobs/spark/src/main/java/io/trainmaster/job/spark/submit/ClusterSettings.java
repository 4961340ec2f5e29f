package io.trainmaster.job.spark.submit;

import io.trainmaster.job.spark.MasterPage;
import java.util.Map;
import java.util.Optional;

/**
 * What the task's process was told of Spark.
 *
 * @param properties the engine's settings: {@code spark.master}, the page of a standalone cluster's
 *     master, and what the user has set
 * @param cpus the CPUs of the task
 */
record ClusterSettings(Map<String, String> properties, int cpus) implements AutoCloseable {

  private static final String PAGE = "spark.trainmaster.page";
  private static final String GPU_COUNT = "TRAINMASTER_GPU_COUNT";
  private static final String VISIBLE_GPUS = "CUDA_VISIBLE_DEVICES";

  ClusterSettings {
    properties = Map.copyOf(properties);
  }

  /** Spark's master URL. */
  String master() {
    return properties.getOrDefault("spark.master", "local[" + cpus + "]");
  }

  /** What kind of a master that is. */
  Kind kind() {
    return Kind.of(master());
  }

  /** Where a standalone cluster's master tells of its applications. */
  Optional<MasterPage> page() {
    return kind() == Kind.STANDALONE
        ? Optional.ofNullable(properties.get(PAGE)).map(MasterPage::new)
        : Optional.empty();
  }

  /**
   * How many GPUs each executor is to have.
   *
   * @param environment of the task's process: it says so, or has them in sight
   */
  static int gpus(Map<String, String> environment) {
    String count = environment.get(GPU_COUNT);
    if (count != null) {
      return Integer.parseInt(count);
    }
    String visible = environment.getOrDefault(VISIBLE_GPUS, "");
    return visible.isBlank() ? 0 : visible.split(",", -1).length;
  }

  @Override
  public void close() {}

  /** Who places executors. */
  enum Kind {
    LOCAL,
    STANDALONE,
    KUBERNETES,
    YARN;

    static Kind of(String master) {
      if (master.startsWith("spark://")) {
        return STANDALONE;
      } else if (master.startsWith("k8s://")) {
        return KUBERNETES;
      }
      return master.startsWith("yarn") ? YARN : LOCAL;
    }
  }
}
