package io.trainmaster.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.cli.project.Project;
import io.trainmaster.run.RunId;
import io.trainmaster.runtime.EngineException;
import io.trainmaster.server.RemoteEngine;
import java.util.Optional;

/** {@code submit}: hands a run to the server and doesn't wait for it. */
final class SubmitCommand extends CliCommand {
  private final WorkflowArguments arguments = with(new WorkflowArguments());
  private final IntervalArguments interval = with(new IntervalArguments());
  private final CacheArguments cache = with(new CacheArguments());
  private final PriorityArguments priority = with(new PriorityArguments());

  @Override
  ExitCode execute(Workplace place, Console console) {
    Project project = place.projectOf(arguments.file());
    Optional<WorkflowArguments.Ready> ready = arguments.prepare(place, project, interval, console);
    if (ready.isEmpty()) {
      return ExitCode.WORKFLOW_INVALID;
    }
    String workflow = ready.get().version().graph().name();
    if (ready.get().isForLater()) {
      return Faults.later(ready.get().compilation(), workflow, console);
    }
    try (RemoteEngine server = Servers.require(place, project)) {
      RunId run =
          server.submit(ready.get().version(), ready.get().given(), priority.in(cache.options()));
      if (console.isJson()) {
        console.print(JsonNodeFactory.instance.objectNode().put("run", run.value()));
      } else {
        console.print(run.value());
        console.say("`trainmaster watch " + run + "` follows it.");
      }
      return ExitCode.OK;
    } catch (EngineException e) {
      throw Refusals.of(e);
    }
  }
}
