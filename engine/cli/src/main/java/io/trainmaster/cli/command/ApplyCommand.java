package io.trainmaster.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.cli.project.Project;
import io.trainmaster.cli.view.LineDiff;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.runtime.EngineException;
import io.trainmaster.runtime.RunService;
import io.trainmaster.trigger.Activation;
import java.util.Optional;

/** {@code apply}: makes a workflow the one whose triggers count. */
final class ApplyCommand extends CliCommand {
  private final WorkflowArguments arguments = with(new WorkflowArguments());

  private final Argument<Boolean> dryRun = flag("--dry-run", "Only show what would change.");

  private final Argument<Boolean> off =
      flag("--off", "Take the workflow out of use: its triggers fire no more.");

  @Override
  ExitCode execute(Workplace place, Console console) {
    Project project = place.projectOf(arguments.file());
    Optional<WorkflowArguments.Ready> ready = arguments.check(place, project, console);
    if (ready.isEmpty()) {
      return ExitCode.WORKFLOW_INVALID;
    }
    WorkflowVersion version = ready.get().version();
    if (!off.value() && ready.get().isForLater()) {
      return Faults.later(ready.get().compilation(), version.graph().name(), console);
    }
    String environment = place.environment().orElse("");
    try (RunService service = Servers.join(place, project)) {
      Change change = change(service, environment, version);
      show(change, console);
      if (dryRun.value() || change.isNone()) {
        return ExitCode.OK;
      } else if (off.value()) {
        service.deactivate(environment, version.graph().name());
      } else {
        service.activate(environment, version, ready.get().given());
      }
      console.say(change.done());
      return ExitCode.OK;
    } catch (EngineException e) {
      throw Refusals.of(e);
    }
  }

  /**
   * What is different afterwards.
   *
   * @param same whether the active version means the same
   */
  private record Change(
      String workflow,
      String place,
      Optional<WorkflowVersion> before,
      String diff,
      boolean same,
      boolean off) {

    boolean isNone() {
      return off ? before.isEmpty() : same;
    }

    String done() {
      return off
          ? workflow + " is out of use" + place + "."
          : workflow + " is active" + place + ". `trainmaster triggers` lists when it runs.";
    }
  }

  private Change change(RunService service, String environment, WorkflowVersion version) {
    String workflow = version.graph().name();
    Optional<Activation> active =
        service.runs().triggers().activations().stream()
            .filter(one -> one.workflow().equals(workflow))
            .filter(one -> one.environment().equals(environment))
            .findFirst();
    Optional<WorkflowVersion> before =
        active.flatMap(Activation::versionHash).flatMap(service.runs()::version);
    boolean same =
        before.isPresent()
            && before.get().hash().equals(version.hash())
            && active.get().parameters().equals(arguments.given(version.graph()));
    String diff =
        LineDiff.of(
            version.file(),
            "to be active",
            before.map(WorkflowVersion::source).orElse(""),
            version.source());
    String place = environment.isEmpty() ? "" : " in " + environment;
    return new Change(workflow, place, before, off.value() ? "" : diff, same, off.value());
  }

  private void show(Change change, Console console) {
    if (console.isJson()) {
      console.print(
          JsonNodeFactory.instance
              .objectNode()
              .put("workflow", change.workflow())
              .put("changes", !change.isNone())
              .put("diff", change.diff()));
    } else if (change.isNone()) {
      console.say(change.workflow() + " is so already" + change.place() + ": nothing changes.");
    } else if (change.before().isEmpty()) {
      console.say(change.workflow() + " has not been active" + change.place() + ".");
    } else if (!change.diff().isEmpty()) {
      console.print(change.diff().stripTrailing());
    }
  }
}
