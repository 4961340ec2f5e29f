package io.trainmaster.cli.project;

import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.cli.console.Letter;
import io.trainmaster.dsl.diagnostic.Nearest;
import io.trainmaster.model.Alert;
import io.trainmaster.model.Expression;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Finds out before anything is started that a workflow tells people where there is no channel. */
public final class ChannelCheck {

  private static final String OPERATOR = "notify";

  private final Collection<String> channels;
  private final String workflowFile;

  /** For a workflow file, as messages call it. */
  public ChannelCheck(Collection<String> channels, String workflowFile) {
    this.channels = List.copyOf(channels);
    this.workflowFile = workflowFile;
  }

  /**
   * A task that would fail since nobody can be told is refused. An {@code alert} keeps no run from
   * what it does, so that it is only warned of one that reaches nobody.
   *
   * @param parameters what the run is given
   * @throws CommandException for the first task whose channel isn't there
   */
  public void look(WorkflowGraph graph, Map<String, Value> parameters, Consumer<String> warnings) {
    requireOfTasks(graph, parameters);
    for (Alert alert : graph.alerts()) {
      if (!channels.contains(alert.to())) {
        warnings.accept(
            "%s:%d: the alert reaches nobody: %s"
                .formatted(workflowFile, alert.line(), sentence(channels, alert.to())));
      }
    }
  }

  /**
   * Nobody looks after a run that begins by itself, so that its alerts must reach somebody.
   *
   * @throws CommandException for the first channel that isn't there
   */
  public void require(WorkflowGraph graph, Map<String, Value> parameters) {
    requireOfTasks(graph, parameters);
    for (Alert alert : graph.alerts()) {
      require(alert.to(), alert.line());
    }
  }

  /**
   * A channel is to be there.
   *
   * @throws CommandException where it isn't
   */
  public static void require(Collection<String> channels, String name) {
    if (!channels.contains(name)) {
      throw new CommandException(
          ExitCode.INPUT_MISSING, sentence(channels, name), mend(channels, name));
    }
  }

  private void requireOfTasks(WorkflowGraph graph, Map<String, Value> parameters) {
    graph.tasks().stream()
        .flatMap(TaskSpec::all)
        .filter(TaskSpec.Operator.class::isInstance)
        .map(TaskSpec.Operator.class::cast)
        .filter(task -> task.operator().equals(OPERATOR))
        .forEach(task -> to(task, parameters).ifPresent(channel -> require(channel, task.line())));
  }

  /** Where a task tells something, as far as it is known before the run. */
  private static Optional<String> to(TaskSpec.Operator task, Map<String, Value> parameters) {
    Expression to = task.arguments().get("to");
    if (to instanceof Expression.Literal literal && literal.value() instanceof Value.Text text) {
      return Optional.of(text.value());
    } else if (to instanceof Expression.Parameter parameter
        && parameters.get(parameter.name()) instanceof Value.Text text) {
      return Optional.of(text.value());
    }
    return Optional.empty();
  }

  private void require(String channel, int line) {
    if (!channels.contains(channel)) {
      throw new CommandException(
          ExitCode.INPUT_MISSING,
          new Letter(
              "", sentence(channels, channel), workflowFile + ":" + line, mend(channels, channel)));
    }
  }

  private static String sentence(Collection<String> channels, String name) {
    return "There is no channel `%s`; %s."
        .formatted(
            name,
            channels.isEmpty()
                ? "the settings have none"
                : "the settings have " + String.join(", ", channels));
  }

  private static String mend(Collection<String> channels, String name) {
    return Nearest.to(name, List.copyOf(channels))
        .map(near -> "Did you mean " + near + "?")
        .orElse("Set channel." + name + ".kind and what belongs to it; see conf/README.md.");
  }
}
