package io.trainmaster.cli.project;

import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.cli.console.Letter;
import io.trainmaster.model.Expression;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.worker.SecretSource;
import java.util.Map;
import java.util.Optional;

/** Finds out before anything is started that a secret is missing that a task is given. */
public final class SecretCheck {

  private final SecretSource secrets;
  private final String workflowFile;

  /** For a workflow file, as messages call it. */
  public SecretCheck(SecretSource secrets, String workflowFile) {
    this.secrets = secrets;
    this.workflowFile = workflowFile;
  }

  /**
   * Looks for every secret of a workflow.
   *
   * @param parameters what the run is given
   * @throws CommandException for the first that is missing
   */
  public void requireSecrets(WorkflowGraph graph, Map<String, Value> parameters) {
    for (TaskSpec task : graph.tasks()) {
      task.expressions().forEach(expression -> require(expression, parameters, task));
    }
  }

  private void require(Expression expression, Map<String, Value> parameters, TaskSpec task) {
    if (expression instanceof Expression.Literal literal) {
      Value.secretName(literal.value()).ifPresent(name -> require(name, task));
    } else if (expression instanceof Expression.Parameter parameter) {
      Optional.ofNullable(parameters.get(parameter.name()))
          .flatMap(Value::secretName)
          .ifPresent(name -> require(name, task));
    }
    expression.children().forEach(child -> require(child, parameters, task));
  }

  private void require(String name, TaskSpec task) {
    if (secrets.secret(name).isEmpty()) {
      throw new CommandException(
          ExitCode.INPUT_MISSING,
          new Letter(
              "",
              "There is no secret `" + name + "`, which " + task.id() + " is given.",
              workflowFile + ":" + task.line(),
              secrets.howToAdd(name)));
    }
  }
}
