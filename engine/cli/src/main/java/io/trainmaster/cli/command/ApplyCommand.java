package io.trainmaster.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trainmaster.cli.config.ChannelConfig;
import io.trainmaster.cli.config.EngineConfig;
import io.trainmaster.cli.config.Setting;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.cli.project.ChannelCheck;
import io.trainmaster.cli.project.Invocation;
import io.trainmaster.cli.project.LimitCheck;
import io.trainmaster.cli.project.Project;
import io.trainmaster.cli.view.LineDiff;
import io.trainmaster.model.EvaluationException;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.runtime.EndlessRuns;
import io.trainmaster.runtime.EngineException;
import io.trainmaster.runtime.RunService;
import io.trainmaster.time.Timetable;
import io.trainmaster.time.TimetableText;
import io.trainmaster.trigger.Activation;
import io.trainmaster.trigger.EventBook;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
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
    if (!off.value()) {
      requireLimits(place, project, version);
      requireChannels(place, project, ready.get());
    }
    String environment = place.environment().orElse("");
    try (RunService service = Servers.join(place, project)) {
      Activation activation = activation(place, ready.get(), environment);
      Change change =
          change(service, environment, version, runs(place, project, activation, version.graph()));
      show(change, console);
      if (!change.isNone() && !console.isJson()) {
        change.runs().forEach(words -> console.print(change.workflow() + " runs " + words + "."));
      }
      if (dryRun.value() && !off.value()) {
        requireAnEnd(service, activation, version);
      }
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

  private static void requireAnEnd(
      RunService service, Activation activation, WorkflowVersion version) {
    Optional<EngineException> refusal = EndlessRuns.refusal(service.runs(), activation, version);
    if (refusal.isPresent()) {
      throw refusal.get();
    }
  }

  private static void requireLimits(Workplace place, Project project, WorkflowVersion version) {
    new LimitCheck(EngineConfig.from(place.settings(project)).limits()).require(version);
  }

  private static void requireChannels(
      Workplace place, Project project, WorkflowArguments.Ready ready) {
    WorkflowGraph graph = ready.version().graph();
    new ChannelCheck(
            ChannelConfig.from(place.settings(project)).channels().keySet(),
            ready.compilation().file().path())
        .require(graph, Invocation.withDefaults(graph, ready.given()));
  }

  /**
   * What is different afterwards.
   *
   * @param same whether the active version means the same
   * @param runs when it runs by itself then, in words
   */
  private record Change(
      String workflow,
      String place,
      Optional<WorkflowVersion> before,
      String diff,
      boolean same,
      boolean off,
      List<String> runs) {
    Change {
      runs = List.copyOf(runs);
    }

    boolean isNone() {
      return off ? before.isEmpty() : same;
    }

    String done() {
      return off
          ? workflow + " is out of use" + place + "."
          : workflow + " is active" + place + ". `trainmaster triggers` lists when it runs.";
    }
  }

  private Change change(
      RunService service, String environment, WorkflowVersion version, List<String> runs) {
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
    return new Change(
        workflow,
        place,
        before,
        off.value() ? "" : diff,
        same,
        off.value(),
        off.value() ? List.of() : runs);
  }

  private static Activation activation(
      Workplace place, WorkflowArguments.Ready ready, String environment) {
    return new Activation(
        environment,
        ready.version().graph().name(),
        Optional.of(ready.version().hash()),
        ready.given(),
        place.surroundings().clock().instant());
  }

  /** When a version would run by itself. */
  private static List<String> runs(
      Workplace place, Project project, Activation activation, WorkflowGraph graph) {
    ZoneId zone = place.settings(project).zone(Setting.SCHEDULE_ZONE);
    List<String> runs = new ArrayList<>();
    graph.schedules().forEach(one -> runs.add(TimetableText.of(Timetable.of(one, zone))));
    try {
      runs.addAll(EventBook.words(activation, graph));
    } catch (EvaluationException e) {
      throw Refusals.of(new EngineException(EngineException.Reason.PLAN_IMPOSSIBLE, e.reason(), e));
    }
    return runs;
  }

  private void show(Change change, Console console) {
    if (console.isJson()) {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.put("workflow", change.workflow());
      json.put("changes", !change.isNone());
      json.put("diff", change.diff());
      ArrayNode runs = json.putArray("runs");
      change.runs().forEach(runs::add);
      console.print(json);
    } else if (change.isNone()) {
      console.say(change.workflow() + " is so already" + change.place() + ": nothing changes.");
    } else if (change.before().isEmpty()) {
      console.say(change.workflow() + " has not been active" + change.place() + ".");
    } else if (!change.diff().isEmpty()) {
      console.print(change.diff().stripTrailing());
    }
  }
}
