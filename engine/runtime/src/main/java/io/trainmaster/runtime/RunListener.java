package io.trainmaster.runtime;

import io.trainmaster.model.TaskId;
import io.trainmaster.model.Value;
import io.trainmaster.run.RunId;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.track.Metric;
import io.trainmaster.track.RunSummary;
import java.util.List;
import java.util.Optional;

/**
 * Watches a run. Calls come one at a time, after what they tell has become durable (but for {@link
 * #progress}); a listener returns soon. What it doesn't care about it need not hear.
 */
public interface RunListener {

  /** The run is recorded, and waits for its turn. */
  default void queued(RunId run) {}

  /** The run has a plan: its tasks, each after those that it depends on. */
  default void planned(RunId run, List<TaskId> tasks) {}

  /**
   * A task has moved.
   *
   * @param attempt the number of its last attempt; 0 before the first
   * @param message why; or empty
   * @param output what it gave, once it succeeded
   */
  default void taskChanged(
      TaskId task, TaskPhase phase, int attempt, String message, Optional<Value> output) {}

  /**
   * How far a task is.
   *
   * @param fraction from 0 to 1; NaN where it isn't known
   */
  default void progress(TaskId task, double fraction, String message) {}

  /** A task reported a metric. */
  default void metric(TaskId task, Metric metric) {}

  /** The run is over. */
  default void ended(RunSummary run) {}

  /** Hears nothing. */
  static RunListener none() {
    return new RunListener() {};
  }
}
