package io.trainmaster.track;

import io.trainmaster.model.TaskId;
import io.trainmaster.placement.GpuShare;
import io.trainmaster.run.AttemptPhase;
import io.trainmaster.run.Failure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An attempt as it was recorded.
 *
 * @param fence the fencing token it was given
 * @param node the node it ran on; empty where the result of an earlier run stands for its own
 * @param pid its process; 0 before that is known
 * @param placement the alternative it was placed by, in words
 * @param cpus the CPUs it was given
 * @param memoryBytes the memory it was given
 * @param gpus the GPUs it was given, or parts of them
 * @param logFile where its log is, relative to the state folder
 * @param peakMemoryBytes the most memory its process used; 0 where that isn't known
 */
public record AttemptRecord(
    TaskId task,
    int number,
    long fence,
    AttemptPhase phase,
    Optional<Failure> failure,
    String node,
    long pid,
    String placement,
    int cpus,
    long memoryBytes,
    List<GpuShare> gpus,
    String logFile,
    long peakMemoryBytes,
    Instant launchedAt,
    Optional<Instant> startedAt,
    Optional<Instant> endedAt) {

  public AttemptRecord {
    gpus = List.copyOf(gpus);
  }

  /** Whether nothing ran, and the result of an earlier run stands for its own. */
  public boolean isReused() {
    return node.isEmpty();
  }
}
