package io.trainmaster.job.spark.submit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is asked for to run an application.
 *
 * @param name what it is called on the cluster, which nothing else is called
 * @param cpus of each executor
 * @param memoryBytes of each executor, all of it
 * @param gpus of each executor
 * @param executors how many; there are none in local mode
 * @param driverBytes the heap of the driver, where there are executors
 * @param nodes labels that an executor's node must have, with their values
 * @param conf what the user has set, which wins over what follows from the rest
 */
record SubmitRequest(
    String name,
    int cpus,
    long memoryBytes,
    int gpus,
    int executors,
    long driverBytes,
    Map<String, String> nodes,
    Map<String, String> conf) {

  SubmitRequest {
    nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
    conf = Collections.unmodifiableMap(new LinkedHashMap<>(conf));
  }
}
