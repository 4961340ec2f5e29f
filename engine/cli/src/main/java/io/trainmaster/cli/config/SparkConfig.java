package io.trainmaster.cli.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How task processes run Spark.
 *
 * @param master Spark's master URL
 * @param home a Spark distribution of the user's own; empty: the one that comes with Trainmaster
 * @param driverMemoryBytes the heap of the session's process
 * @param conf Spark's own settings
 * @param jvmOptions JVM options besides those that Spark needs
 */
public record SparkConfig(
    String master,
    Optional<Path> home,
    long driverMemoryBytes,
    Map<String, String> conf,
    List<String> jvmOptions) {

  public SparkConfig {
    conf = Map.copyOf(conf);
    jvmOptions = List.copyOf(jvmOptions);
  }

  /** Read off the settings. */
  public static SparkConfig from(Settings settings) {
    return new SparkConfig(
        settings.text(Setting.SPARK_MASTER),
        settings.path(Setting.SPARK_HOME),
        settings.bytes(Setting.SPARK_DRIVER_MEMORY).orElseThrow(),
        settings.sparkConf(),
        settings.words(Setting.HOST_JVM_OPTIONS));
  }
}
