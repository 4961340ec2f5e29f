package io.trainmaster.cli.project;

import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.cli.console.Letter;
import io.trainmaster.dsl.diagnostic.Nearest;
import io.trainmaster.model.Policy;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.placement.SharedLimits;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Refuses a workflow whose tasks take places of limits that the settings don't have, before a run
 * of it begins. A task is looked at again when its turn comes: settings can change between.
 */
public final class LimitCheck {

  private final Map<String, Integer> places;
  private final SharedLimits limits;

  /**
   * For the limits of the settings.
   *
   * @param places how many each has, by its name
   */
  public LimitCheck(Map<String, Integer> places) {
    this.places = places;
    this.limits = new SharedLimits(places);
  }

  /**
   * Looks at the tasks of a workflow, and at those of the workflows that it calls.
   *
   * @throws CommandException for the first task that could never have its places
   */
  public void require(WorkflowVersion version) {
    requireOf(version);
    version.callees().forEach(this::requireOf);
  }

  private void requireOf(WorkflowVersion version) {
    version.graph().tasks().stream()
        .flatMap(TaskSpec::all)
        .forEach(task -> policies(task).forEach(policy -> require(policy, task, version)));
  }

  private static Stream<Policy> policies(TaskSpec task) {
    if (task instanceof TaskSpec.Operator operator) {
      return Stream.of(operator.policy());
    } else if (task instanceof TaskSpec.Tune tune) {
      return Stream.of(tune.trial().policy());
    } else if (task instanceof TaskSpec.Child child) {
      return Stream.of(child.policy());
    }
    return Stream.empty();
  }

  private void require(Policy policy, TaskSpec task, WorkflowVersion version) {
    Optional<String> refusal = limits.refusal(policy.limits());
    if (refusal.isPresent()) {
      throw new CommandException(
          ExitCode.INPUT_MISSING,
          new Letter("", refusal.get(), version.file() + ":" + task.line(), mend(policy.limits())));
    }
  }

  private String mend(Map<String, Integer> asked) {
    for (Map.Entry<String, Integer> one : asked.entrySet()) {
      Optional<String> near = Nearest.to(one.getKey(), List.copyOf(places.keySet()));
      if (!places.containsKey(one.getKey()) && near.isPresent()) {
        return "Did you mean " + near.get() + "?";
      } else if (places.getOrDefault(one.getKey(), 0) < one.getValue()) {
        return "Set engine.limits so that it has %s=%d or more; see conf/README.md."
            .formatted(one.getKey(), one.getValue());
      }
    }
    return "";
  }
}
