package io.trainmaster.track;

import io.trainmaster.model.TaskId;
import io.trainmaster.run.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The calls that tasks made: whose results may be used again, when the last was and how much work
 * they took; a part of the {@link RunStore}, and written through it. Safe for use from several
 * threads.
 */
public interface CallRecords {

  /**
   * What calls with such a key gave: first those that were carried out, the latest of them first,
   * then those that used an earlier result.
   */
  List<KeptResult> results(String keyDigest, int limit);

  /** The call that a task made when it last succeeded, in any run of the workflow. */
  Optional<Keyed> latest(String workflow, TaskId task);

  /**
   * The last attempt of a task of a workflow that ran or runs, rather than used an earlier result,
   * in any run but one.
   */
  Optional<Launched> lastLaunch(String workflow, TaskId task, RunId besides);

  /**
   * How long a task of a workflow had CPUs in a time, summed over the CPUs and all runs, with what
   * the runs had that the task made, and theirs. What is under way counts until now.
   */
  Duration work(String workflow, TaskId task, Instant since, Instant now);

  /** An attempt that ran, or runs. */
  record Launched(RunId run, Instant at) {}

  /** A call of a run, with its key. */
  record Keyed(RunId run, CallKey key) {}
}
