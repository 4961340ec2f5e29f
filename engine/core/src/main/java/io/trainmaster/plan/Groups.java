package io.trainmaster.plan;

import io.trainmaster.model.TaskId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How many members of each group run, held against the groups' limits. For one thread. */
public final class Groups {

  private final Map<TaskId, Integer> running = new HashMap<>();

  /** The first of the groups that a task belongs to that is full. */
  public Optional<PlannedTask.Limit> full(PlannedTask task) {
    for (PlannedTask.Limit limit : task.membership().limits()) {
      if (running.getOrDefault(limit.group(), 0) >= limit.max()) {
        return Optional.of(limit);
      }
    }
    return Optional.empty();
  }

  /** A task runs. */
  public void enter(PlannedTask task) {
    count(task, 1);
  }

  /** A task that ran has ended. */
  public void leave(PlannedTask task) {
    count(task, -1);
  }

  private void count(PlannedTask task, int change) {
    task.membership().limits().forEach(limit -> running.merge(limit.group(), change, Integer::sum));
  }
}
