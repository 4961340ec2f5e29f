package io.trainmaster.cli.project;

import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.cli.console.Letter;
import io.trainmaster.model.Expression;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.worker.SecretSource;

/** Finds out before anything is started that a secret is missing that a task is given. */
public final class SecretCheck {

  private static final String CALL = "secret";

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
   * @throws CommandException for the first that is missing
   */
  public void requireSecrets(WorkflowGraph graph) {
    for (TaskSpec task : graph.tasks()) {
      task.expressions().forEach(expression -> require(expression, task));
    }
  }

  private void require(Expression expression, TaskSpec task) {
    if (expression instanceof Expression.Call call
        && call.name().equals(CALL)
        && call.positional().get(0) instanceof Expression.Literal literal
        && literal.value() instanceof Value.Text name
        && secrets.secret(name.value()).isEmpty()) {
      throw new CommandException(
          ExitCode.INPUT_MISSING,
          new Letter(
              "",
              "There is no secret `" + name.value() + "`, which " + task.id() + " is given.",
              workflowFile + ":" + task.line(),
              secrets.howToAdd(name.value())));
    }
    expression.children().forEach(child -> require(child, task));
  }
}
