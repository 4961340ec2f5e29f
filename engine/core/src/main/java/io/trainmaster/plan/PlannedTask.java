package io.trainmaster.plan;

import io.trainmaster.model.Expression;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A task of a run.
 *
 * @param dependencies the tasks that must have ended well before this one starts
 * @param work what it does
 * @param limit the group whose size bounds how many of its members run at a time
 */
public record PlannedTask(TaskId id, Set<TaskId> dependencies, Work work, Optional<Limit> limit) {

  public PlannedTask {
    dependencies = Collections.unmodifiableSet(new LinkedHashSet<>(dependencies));
  }

  /** At most {@code max} tasks of the group at a time. */
  public record Limit(TaskId group, int max) {}

  /** What a task does. */
  public sealed interface Work {}

  /** Runs an operator. */
  public record Call(TaskSpec.Operator operator) implements Work {}

  /** Decides whether the tasks after it run. */
  public record Decide(TaskSpec.Gate gate) implements Work {}

  /**
   * Chooses the best of a search's candidates by the mean of a metric over each one's tasks.
   *
   * @param metric a path into a task's output, such as {@code validation.auc}
   * @param model what the search gives as its model; empty where the winner's own output is it
   */
  public record Choose(
      List<Candidate> candidates, String metric, boolean maximize, Optional<Expression> model)
      implements Work {
    public Choose {
      candidates = List.copyOf(candidates);
    }
  }

  /**
   * One point of the search space.
   *
   * @param tasks the task that tried it, or one for each fold
   */
  public record Candidate(Map<String, Value> params, List<TaskId> tasks) {
    public Candidate {
      params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
      tasks = List.copyOf(tasks);
    }
  }
}
