package io.trainmaster.job;

import java.nio.file.Path;
import java.util.Map;

/**
 * What a task process was started with.
 *
 * @param name what to call it, such as the run's id
 * @param cpus the CPUs it may use
 * @param directory where it may keep files of its own; deleted when it ends
 * @param properties settings such as {@code spark.master}
 */
public record ProcessSettings(
    String name, int cpus, Path directory, Map<String, String> properties) {

  public ProcessSettings {
    properties = Map.copyOf(properties);
  }
}
