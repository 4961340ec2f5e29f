package io.trainmaster.forecast;

import io.trainmaster.model.TaskId;
import io.trainmaster.placement.Placement;
import io.trainmaster.plan.PlannedTask;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * When each task of a run is expected to start and end. Every gate is taken to open and every
 * branch to be taken, so that it is the longest that the run takes if nothing fails.
 *
 * @param steps the tasks that run somewhere, in the order in which they start
 * @param end when the last one ends, from the start of the run
 * @param work how long CPUs are taken, all tasks together
 * @param open the loops whose items are known only once the run is under way
 */
public record Forecast(List<Step> steps, Duration end, Duration work, List<TaskId> open) {

  public Forecast {
    steps = List.copyOf(steps);
    open = List.copyOf(open);
  }

  /**
   * A task in the forecast.
   *
   * @param placement what it gets; empty where no node can ever run it
   * @param refusal why no node can, or empty
   * @param expected how long it takes; empty where nothing is known of it, which counts as no time
   * @param start when it starts, from the start of the run
   */
  public record Step(
      PlannedTask task,
      Optional<Placement> placement,
      String refusal,
      Optional<Duration> expected,
      Duration start) {

    /** When it ends, from the start of the run. */
    public Duration end() {
      return start.plus(expected.orElse(Duration.ZERO));
    }
  }

  /** Whether it is known of every task how long it takes. */
  public boolean isComplete() {
    return open.isEmpty() && steps.stream().allMatch(step -> step.expected().isPresent());
  }
}
