package io.trainmaster.worker;

import io.trainmaster.model.Entry;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.run.RunId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a worker needs in order to run one attempt.
 *
 * @param session the run whose processes it shares where it has none of its own: its own run, or
 *     the one that called that
 * @param number counted from 1 within the task
 * @param fence grows with every attempt that the engine starts
 * @param arguments evaluated, defaults filled in
 * @param isolation {@link TaskSpec.Isolation#SHARED} or {@link TaskSpec.Isolation#OWN}
 * @param cpus what the attempt was given; at least 1
 * @param memoryBytes what the attempt was given; the whole of an own process fits in it
 * @param gpus what the attempt was given of GPUs, which are all that its process sees; only an own
 *     process can be given any
 * @param directory the attempt's folder, which holds {@code staging/}, {@code scratch/}, {@code
 *     log.txt} and, once the body has ended, {@code outcome.json}; created where it is missing
 * @param checkpointDirectory what the task's attempts share; created where it is missing
 * @param projectDirectory where the workflow's relative paths start
 * @param timeout the longest that the attempt may take, the start of its process included
 * @param within how long a pool that places by itself may look for room for it; empty: as long as
 *     it takes
 */
public record AttemptRequest(
    RunId run,
    RunId session,
    TaskId task,
    int number,
    long fence,
    String operator,
    Map<String, Value> arguments,
    List<Entry> block,
    TaskSpec.Isolation isolation,
    int cpus,
    long memoryBytes,
    List<Device> gpus,
    Path directory,
    Path checkpointDirectory,
    Path projectDirectory,
    Optional<Duration> timeout,
    Optional<Duration> within) {

  private static final String SUBMISSION = "spark.submit";

  /**
   * What an attempt has of a GPU.
   *
   * @param id the name by which a program is told to use it
   * @param milli the thousandths of it; 1000 where it has the GPU for itself
   * @param memoryBytes the memory of it that the attempt may use; 0 where that isn't known
   */
  public record Device(String id, int milli, long memoryBytes) {}

  public AttemptRequest {
    arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    block = List.copyOf(block);
    gpus = List.copyOf(gpus);
    if (isolation == TaskSpec.Isolation.ENGINE) {
      throw new IllegalArgumentException("What runs in the engine needs no worker.");
    }
    if (isolation == TaskSpec.Isolation.SHARED && !gpus.isEmpty()) {
      throw new IllegalArgumentException("A shared process would show its GPUs to others.");
    }
    if (cpus < 1 || number < 1) {
      throw new IllegalArgumentException("An attempt needs a number and a CPU.");
    }
  }

  /**
   * Whether an operator runs a command. It may be run in the session of its run as others are; but
   * it needs none of the libraries that make a session large and slow to start.
   */
  public static boolean isCommand(String operator) {
    return operator.equals(TaskSpec.Operator.COMMAND);
  }

  /**
   * Whether it starts an application of its own on the cluster that there is, which is told what
   * the attempt was given. The process that does so stays on this machine.
   */
  boolean isSubmission() {
    return operator.equals(SUBMISSION);
  }

  /** Which attempt it is. */
  public AttemptIdentity identity() {
    return new AttemptIdentity(run, task, number, fence, directory);
  }
}
