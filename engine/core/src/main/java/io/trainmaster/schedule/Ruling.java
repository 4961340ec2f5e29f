package io.trainmaster.schedule;

import io.trainmaster.model.Value;
import io.trainmaster.plan.PlannedTask;
import io.trainmaster.run.TaskEvent;
import java.util.List;
import java.util.Optional;

/**
 * What the engine itself decided about a task that runs nowhere.
 *
 * @param message why, for the person who reads it
 * @param tasks those that it adds to the run, or that take the place of others of their names
 */
record Ruling(TaskEvent event, String message, Optional<Value> output, List<PlannedTask> tasks) {

  static Ruling gives(Value output) {
    return new Ruling(TaskEvent.SUCCEED, "", Optional.of(output), List.of());
  }

  static Ruling spreads(Value over, List<PlannedTask> tasks) {
    return new Ruling(TaskEvent.SUCCEED, "", Optional.of(over), tasks);
  }

  static Ruling ends(TaskEvent event, String message) {
    return new Ruling(event, message, Optional.empty(), List.of());
  }
}
