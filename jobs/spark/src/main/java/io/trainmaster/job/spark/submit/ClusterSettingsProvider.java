package io.trainmaster.job.spark.submit;

import io.trainmaster.job.ProcessSettings;
import io.trainmaster.job.ResourceProvider;

/** Lets an operator see what its process was told of Spark. */
public final class ClusterSettingsProvider implements ResourceProvider<ClusterSettings> {

  /** For the service loader. */
  public ClusterSettingsProvider() {}

  @Override
  public Class<ClusterSettings> type() {
    return ClusterSettings.class;
  }

  @Override
  public ClusterSettings create(ProcessSettings settings) {
    return new ClusterSettings(settings.properties(), settings.cpus());
  }
}
