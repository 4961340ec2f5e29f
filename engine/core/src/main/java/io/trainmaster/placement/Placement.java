package io.trainmaster.placement;

import io.trainmaster.model.TaskId;
import java.util.List;

/**
 * Where a task goes and what it gets there.
 *
 * @param alternative which of its requests was met, counted from 1
 * @param gpus what it gets of the node's GPUs
 * @param reason why that one, for people
 */
public record Placement(
    TaskId task,
    String node,
    int alternative,
    int cpus,
    long memoryBytes,
    List<GpuShare> gpus,
    String reason) {

  public Placement {
    gpus = List.copyOf(gpus);
  }
}
