package io.trainmaster.schedule;

import io.trainmaster.model.Entry;
import io.trainmaster.model.Ordered;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.run.RunId;
import io.trainmaster.track.AttemptRecord;
import io.trainmaster.track.CallKey;
import io.trainmaster.track.RunSummary;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Something to be done once the changes decided with it are durable. */
public sealed interface Effect {

  /**
   * Start an attempt.
   *
   * @param arguments the operator's arguments; those that are absent are left out
   * @param timeout the longest that it may take, by its own timeout or the task's deadline
   * @param within how long a pool that places by itself may look for room, where something else is
   *     tried then; empty: as long as it takes
   * @param version the version of the workflow whose run it is, where it is one. That run is made
   *     in the transaction that records the attempt, and ends it
   */
  record Launch(
      RunId run,
      AttemptRecord attempt,
      TaskSpec.Operator operator,
      Map<String, Value> arguments,
      List<Entry> block,
      Optional<Duration> timeout,
      Optional<Duration> within,
      Optional<String> version)
      implements Effect {
    public Launch {
      arguments = Ordered.map(arguments);
      block = List.copyOf(block);
    }
  }

  /**
   * Look whether the result of an earlier call may stand for this one's; the answer comes back as
   * an input, whatever it is.
   */
  record LookUp(RunId run, TaskId task, CallKey key) implements Effect {}

  /** Stop an attempt; that it ended comes back as an input. */
  record Kill(RunId run, TaskId task, int attempt) implements Effect {}

  /** The run has ended. */
  record Finish(RunSummary run) implements Effect {}
}
