package io.trainmaster.plan;

import io.trainmaster.model.Expression;
import io.trainmaster.model.Ordered;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.run.TaskPhase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A task of a run.
 *
 * @param dependencies the tasks that must have ended well before this one starts, but for those
 *     whose end its work {@linkplain Work#bears bears}
 * @param work what it does
 * @param membership what it belongs to
 */
public record PlannedTask(TaskId id, Set<TaskId> dependencies, Work work, Membership membership) {

  public PlannedTask {
    dependencies = Ordered.set(dependencies);
  }

  /** At most {@code max} tasks of the group at a time. */
  public record Limit(TaskId group, int max) {}

  /**
   * What a task belongs to.
   *
   * @param limits the groups whose sizes bound how many of their members run at a time
   * @param loop the loop that an item's task belongs to, which answers for it to the run
   * @param cleanup whether it runs whatever happens to the run
   */
  public record Membership(List<Limit> limits, Optional<TaskId> loop, boolean cleanup) {

    /** Of nothing but the run. */
    public static final Membership RUN = new Membership(List.of(), Optional.empty(), false);

    public Membership {
      limits = List.copyOf(limits);
    }

    /** This, and a member of one more group. */
    Membership with(Optional<Limit> limit) {
      if (limit.isEmpty()) {
        return this;
      }
      List<Limit> all = new ArrayList<>(limits);
      all.add(limit.get());
      return new Membership(all, loop, cleanup);
    }
  }

  /** What a task does. */
  public sealed interface Work {
    /** Whether the work goes on although a dependency ended in this phase, not in success. */
    default boolean bears(TaskId dependency, TaskPhase phase) {
      return false;
    }
  }

  /**
   * Runs an operator.
   *
   * @param version the version of the workflow that it stands for, where it is a run of one
   */
  public record Call(TaskSpec.Operator operator, Optional<String> version) implements Work {

    /** Of an operator that is no workflow. */
    public Call(TaskSpec.Operator operator) {
      this(operator, Optional.empty());
    }
  }

  /** Decides whether the tasks after it run. */
  public record Decide(TaskSpec.Gate gate) implements Work {}

  /** Gives the value of the branch that was taken. */
  public record Take(TaskSpec.Merge merge) implements Work {
    @Override
    public boolean bears(TaskId dependency, TaskPhase phase) {
      return phase == TaskPhase.OMITTED && !merge.after().contains(dependency);
    }
  }

  /** Finds the items of a loop and adds their tasks to the run. */
  public record Spread(TaskSpec.ForEach loop) implements Work {}

  /**
   * Gathers what the items of a loop gave, once all of them have ended.
   *
   * @param items empty until the items are known
   */
  public record Collect(TaskSpec.ForEach loop, List<Item> items) implements Work {
    public Collect {
      items = List.copyOf(items);
    }

    @Override
    public boolean bears(TaskId dependency, TaskPhase phase) {
      return !dependency.equals(Planner.spread(loop)) && !loop.after().contains(dependency);
    }
  }

  /**
   * One item of a loop.
   *
   * @param value what the loop's variable stands for
   * @param result what it gives
   */
  public record Item(Value value, List<TaskId> tasks, Optional<Expression> result) {
    public Item {
      tasks = List.copyOf(tasks);
    }
  }

  /** Waits for everything that is no cleanup to end. */
  public record Await() implements Work {}

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
      params = Ordered.map(params);
      tasks = List.copyOf(tasks);
    }
  }
}
