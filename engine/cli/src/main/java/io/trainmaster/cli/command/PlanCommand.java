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
import io.trainmaster.plan.RunPlan;
import io.trainmaster.runtime.CachePreview;
import io.trainmaster.store.StateFolder;
import io.trainmaster.track.RunRecord;
import io.trainmaster.track.RunStore;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code plan}: what {@code run} would do, without doing it. */
final class PlanCommand extends CliCommand {
  /** Older runs say less about the data of today. */
  private static final int RUNS_CONSIDERED = 10;

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
    Forecast forecast =
        Forecaster.of(
            plan,
            node,
            task ->
                cache.reused().containsKey(task)
                    ? Optional.of(Duration.ZERO)
                    : history.expected(task));
    PlanView view =
        new PlanView(
            graph.name(), node, forecast, history, cache, columns(graph, ready.get().headers()));
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

  private static History history(Settings settings, String workflow) {
    if (!StateFolder.exists(StateConfig.from(settings))) {
      return History.of(List.of());
    }
    try (StateFolder state = Records.read(settings)) {
      RunStore runs = state.runs();
      List<RunRecord> records =
          runs.runs(Optional.of(workflow), RUNS_CONSIDERED).stream()
              .flatMap(run -> runs.run(run.id()).stream())
              .toList();
      return History.of(records);
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
