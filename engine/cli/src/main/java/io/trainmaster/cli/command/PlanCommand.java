package io.trainmaster.cli.command;

import io.trainmaster.cli.config.Settings;
import io.trainmaster.cli.config.StateConfig;
import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.cli.project.Engines;
import io.trainmaster.cli.project.Project;
import io.trainmaster.cli.view.PlanView;
import io.trainmaster.dsl.check.Column;
import io.trainmaster.dsl.check.SchemaLookup;
import io.trainmaster.forecast.Forecast;
import io.trainmaster.forecast.Forecaster;
import io.trainmaster.forecast.History;
import io.trainmaster.model.EvaluationException;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.placement.Node;
import io.trainmaster.plan.PlannedTask;
import io.trainmaster.plan.RunPlan;
import io.trainmaster.runtime.CachePreview;
import io.trainmaster.runtime.HeldCalls;
import io.trainmaster.runtime.Situations;
import io.trainmaster.schedule.Hold;
import io.trainmaster.store.StateFolder;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** {@code plan}: what {@code run} would do, without doing it. */
final class PlanCommand extends CliCommand {
  private final WorkflowArguments arguments = with(new WorkflowArguments());
  private final IntervalArguments interval = with(new IntervalArguments());
  private final CacheArguments reuse = with(new CacheArguments());

  @Override
  ExitCode execute(Workplace place, Console console) {
    Project project = place.projectOf(arguments.file());
    Settings settings = place.settings(project);
    Optional<WorkflowArguments.Ready> ready = arguments.prepare(place, project, interval, console);
    if (ready.isEmpty()) {
      return ExitCode.WORKFLOW_INVALID;
    }
    WorkflowGraph graph = ready.get().version().graph();
    if (ready.get().isForLater()) {
      Faults.later(ready.get().compilation(), graph.name(), console);
    }
    Engines engines = new Engines(place.installation(), project, settings);
    Node node = engines.node();
    History history = history(settings, graph.name());
    RunPlan plan = plan(ready.get(), engines);
    CachePreview cache = cache(settings, project, engines, plan);
    Function<TaskId, Optional<Duration>> expected =
        task ->
            cache.reused().containsKey(task) ? Optional.of(Duration.ZERO) : history.expected(task);
    Forecast open = Forecaster.of(plan, List.of(node), expected);
    Map<TaskId, Hold> held =
        held(settings, graph.name(), open, place.surroundings().clock().instant());
    Forecast forecast =
        held.isEmpty()
            ? open
            : Forecaster.of(
                plan,
                List.of(node),
                task -> held.containsKey(task) ? Optional.of(Duration.ZERO) : expected.apply(task));
    PlanView view =
        new PlanView(
            graph.name(),
            node,
            forecast,
            history,
            cache.without(held.keySet()),
            held,
            engines.limits(),
            columns(graph, ready.get().headers()));
    if (console.isJson()) {
      console.print(view.json());
    } else {
      view.print(console);
    }
    if (ready.get().isForLater()) {
      return ExitCode.NOT_YET;
    }
    return view.isPossible() ? ExitCode.OK : ExitCode.RUN_FAILED;
  }

  private static RunPlan plan(WorkflowArguments.Ready ready, Engines engines) {
    try {
      return RunPlan.of(ready.version().graph(), ready.given(), engines.bounds());
    } catch (EvaluationException e) {
      throw new CommandException(
          ExitCode.WORKFLOW_INVALID, e.reason(), "Change the workflow or its parameters.");
    }
  }

  private CachePreview cache(Settings settings, Project project, Engines engines, RunPlan plan) {
    if (!reuse.options().reuse()
        || !engines.cache()
        || !StateFolder.exists(StateConfig.from(settings))) {
      return CachePreview.NOTHING;
    }
    try (StateFolder state = Records.read(settings)) {
      return CachePreview.of(state, project.root(), engines.operatorsVersion(), plan);
    }
  }

  /** What would be held back of the tasks that would run. */
  private static Map<TaskId, Hold> held(
      Settings settings, String workflow, Forecast forecast, Instant now) {
    if (!StateFolder.exists(StateConfig.from(settings))) {
      return Map.of();
    }
    try (StateFolder state = Records.read(settings)) {
      List<PlannedTask> tasks = forecast.steps().stream().map(Forecast.Step::task).toList();
      return HeldCalls.of(state.runs(), workflow, tasks, now);
    }
  }

  private static History history(Settings settings, String workflow) {
    if (!StateFolder.exists(StateConfig.from(settings))) {
      return History.of(List.of());
    }
    try (StateFolder state = Records.read(settings)) {
      return Situations.history(state.runs(), workflow);
    }
  }

  private static Map<TaskId, List<Column>> columns(WorkflowGraph graph, SchemaLookup headers) {
    Map<TaskId, List<Column>> all = new LinkedHashMap<>();
    for (TaskSpec task : graph.tasks()) {
      if (task instanceof TaskSpec.Operator operator) {
        headers
            .columns(operator.operator(), operator.arguments())
            .ifPresent(columns -> all.put(task.id(), columns));
      }
    }
    return all;
  }
}
