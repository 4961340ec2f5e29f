package io.trainmaster.worker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How task processes are started.
 *
 * @param java the {@code java} program
 * @param classPath the class path of a task process, as {@code -cp} takes it
 * @param jvmOptions options such as those that Spark needs; memory and crash options are the
 *     worker's own
 * @param heapBytes the heap of a session that the shared attempts of a run use; an own process gets
 *     its heap from its request
 * @param environment variables beside those of the engine
 * @param properties settings for what a task process shares, such as {@code spark.master}
 * @param classDataArchive an archive made with {@code -XX:ArchiveClassesAtExit}; left out where it
 *     does not fit the class path
 * @param grace how long an attempt or a process that was asked to stop may take
 * @param orphanGrace how long a process whose engine has died, and which has no work left, waits
 *     for an engine that adopts it; while it has work it waits as long as that takes
 * @param secrets where the secrets are that attempts are given
 * @param commandClassPath the class path of a process that runs commands and nothing else
 * @param commandJvmOptions its options
 */
public record HostSettings(
    Path java,
    String classPath,
    List<String> jvmOptions,
    long heapBytes,
    Map<String, String> environment,
    Map<String, String> properties,
    Optional<Path> classDataArchive,
    Duration grace,
    Duration orphanGrace,
    SecretSource secrets,
    String commandClassPath,
    List<String> commandJvmOptions) {

  /** Those of a worker whose processes all have the same class path. */
  public HostSettings(
      Path java,
      String classPath,
      List<String> jvmOptions,
      long heapBytes,
      Map<String, String> environment,
      Map<String, String> properties,
      Optional<Path> classDataArchive,
      Duration grace,
      Duration orphanGrace,
      SecretSource secrets) {
    this(
        java,
        classPath,
        jvmOptions,
        heapBytes,
        environment,
        properties,
        classDataArchive,
        grace,
        orphanGrace,
        secrets,
        classPath,
        jvmOptions);
  }

  /** The same without secrets. */
  public HostSettings(
      Path java,
      String classPath,
      List<String> jvmOptions,
      long heapBytes,
      Map<String, String> environment,
      Map<String, String> properties,
      Optional<Path> classDataArchive,
      Duration grace,
      Duration orphanGrace) {
    this(
        java,
        classPath,
        jvmOptions,
        heapBytes,
        environment,
        properties,
        classDataArchive,
        grace,
        orphanGrace,
        SecretSource.none());
  }

  /**
   * The Spark standalone cluster that tasks run on, by its address: a pool whose manager decides
   * where and when; empty where they run on this machine.
   */
  public Optional<String> cluster() {
    return Optional.ofNullable(properties.get("spark.master"))
        .filter(master -> master.startsWith("spark://"));
  }

  /** The same with other secrets. */
  public HostSettings withSecrets(SecretSource others) {
    return new HostSettings(
        java,
        classPath,
        jvmOptions,
        heapBytes,
        environment,
        properties,
        classDataArchive,
        grace,
        orphanGrace,
        others,
        commandClassPath,
        commandJvmOptions);
  }

  public HostSettings {
    jvmOptions = List.copyOf(jvmOptions);
    environment = Map.copyOf(environment);
    properties = Map.copyOf(properties);
    commandJvmOptions = List.copyOf(commandJvmOptions);
  }
}
