package io.trainmaster.cli.command;

import io.trainmaster.cli.config.Settings;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.cli.project.Engines;
import io.trainmaster.cli.project.Project;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.runtime.RunService;
import java.util.Optional;

/** {@code run}: checks a workflow, looks at the data it names, and runs it to its end. */
final class RunCommand extends CliCommand {
  private final WorkflowArguments arguments = with(new WorkflowArguments());
  private final IntervalArguments interval = with(new IntervalArguments());
  private final CacheArguments cache = with(new CacheArguments());
  private final PriorityArguments priority = with(new PriorityArguments());

  @Override
  ExitCode execute(Workplace place, Console console) throws InterruptedException {
    Project project = place.projectOf(arguments.file());
    Settings settings = place.settings(project);
    Optional<WorkflowArguments.Ready> ready = arguments.prepare(place, project, interval, console);
    if (ready.isEmpty()) {
      return ExitCode.WORKFLOW_INVALID;
    }
    WorkflowVersion version = ready.get().version();
    if (ready.get().isForLater()) {
      return Faults.later(ready.get().compilation(), version.graph().name(), console);
    }
    try (RunService engine = new Engines(place.installation(), project, settings).join()) {
      return new Execution(place, project, engine, version.graph())
          .follow(
              listener ->
                  engine.start(
                      version, ready.get().given(), priority.in(cache.options()), listener));
    }
  }
}
