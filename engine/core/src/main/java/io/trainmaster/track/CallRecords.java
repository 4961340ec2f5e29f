package io.trainmaster.track;

import io.trainmaster.model.TaskId;
import io.trainmaster.run.RunId;
import java.util.List;
import java.util.Optional;

/**
 * The calls that succeeded and whose results may be used again; a part of the {@link RunStore}, and
 * written through it. Safe for use from several threads.
 */
public interface CallRecords {

  /**
   * What calls with such a key gave: first those that were carried out, the latest of them first,
   * then those that used an earlier result.
   */
  List<KeptResult> results(String keyDigest, int limit);

  /** The call that a task made when it last succeeded, in any run of the workflow. */
  Optional<Keyed> latest(String workflow, TaskId task);

  /** A call of a run, with its key. */
  record Keyed(RunId run, CallKey key) {}
}
