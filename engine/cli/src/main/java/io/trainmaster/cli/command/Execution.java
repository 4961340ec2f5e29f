package io.trainmaster.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.cli.project.Project;
import io.trainmaster.cli.view.JsonProgress;
import io.trainmaster.cli.view.LiveProgress;
import io.trainmaster.cli.view.NotificationViews;
import io.trainmaster.cli.view.PlainProgress;
import io.trainmaster.cli.view.RunBoard;
import io.trainmaster.cli.view.RunEnd;
import io.trainmaster.cli.view.RunJson;
import io.trainmaster.cli.view.Symbols;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.outbox.Delivery;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.runtime.EngineException;
import io.trainmaster.runtime.RunHandle;
import io.trainmaster.runtime.RunListener;
import io.trainmaster.runtime.RunService;
import io.trainmaster.track.ModelVersion;
import io.trainmaster.track.RunRecord;
import io.trainmaster.track.RunSummary;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;

/** A run while a person waits for it: progress, Ctrl-C, the end. */
final class Execution {
  private final Workplace place;
  private final Project project;
  private final RunService engine;
  private final WorkflowGraph graph;
  private final Console console;

  Execution(Workplace place, Project project, RunService engine, WorkflowGraph graph) {
    this.place = place;
    this.project = project;
    this.engine = engine;
    this.graph = graph;
    this.console = place.console();
  }

  /** Starts a run, shows how it goes, and tells how it ended. Ctrl-C stops the run. */
  ExitCode follow(Function<RunListener, RunHandle> start) throws InterruptedException {
    return show(listener -> await(start, listener), engine::unsent);
  }

  /** Shows how a run goes that others started, and tells how it ended. Ctrl-C leaves it alone. */
  ExitCode watch(Function<RunListener, RunHandle> start) throws InterruptedException {
    return show(listener -> new Waiting(start(start, listener).await(), false), run -> List.of());
  }

  /** Waits for a run. */
  private interface Wait {
    Waiting with(RunListener listener) throws InterruptedException;
  }

  private ExitCode show(Wait wait, Function<RunId, List<Delivery>> unsent)
      throws InterruptedException {
    Clock clock = place.surroundings().clock();
    RunSummary end;
    boolean interrupted;
    if (console.isJson()) {
      Waiting waiting = wait.with(new JsonProgress(console, clock));
      end = waiting.end();
      interrupted = waiting.interrupted();
    } else if (place.surroundings().errIsTerminal() && !console.isQuiet()) {
      try (LiveProgress live = new LiveProgress(new RunBoard(graph, clock), symbols(), console)) {
        live.start();
        Waiting waiting = wait.with(live);
        end = waiting.end();
        interrupted = waiting.interrupted();
      }
    } else {
      Waiting waiting = wait.with(new PlainProgress(console, clock));
      end = waiting.end();
      interrupted = waiting.interrupted();
    }
    tell(end, unsent);
    return interrupted ? ExitCode.INTERRUPTED : exit(end.phase());
  }

  private record Waiting(RunSummary end, boolean interrupted) {}

  private Waiting await(Function<RunListener, RunHandle> start, RunListener listener)
      throws InterruptedException {
    RunHandle handle = start(start, listener);
    try (Interruption interruption = Interruption.of(handle::cancel, console)) {
      RunSummary end = handle.await();
      return new Waiting(end, interruption.happened());
    }
  }

  private static RunHandle start(Function<RunListener, RunHandle> start, RunListener listener) {
    try {
      return start.apply(listener);
    } catch (EngineException e) {
      throw Refusals.of(e);
    }
  }

  private void tell(RunSummary end, Function<RunId, List<Delivery>> unsent) {
    RunRecord record = engine.runs().run(end.id()).orElseThrow();
    List<ModelVersion> models = models(record);
    if (console.isJson()) {
      ObjectNode line = RunJson.of(record, models).put("event", "ended");
      line.set("unsent", NotificationViews.json(unsent.apply(end.id())));
      console.printLine(line);
      return;
    }
    RunEnd view = EndView.of(place, project, engine.artifacts()::locate, place.settings(project));
    view.tell(record, models);
    view.unsent(unsent.apply(end.id()));
  }

  private List<ModelVersion> models(RunRecord record) {
    return record.tasks().stream()
        .flatMap(task -> engine.runs().model(record.summary().id(), task.id()).stream())
        .toList();
  }

  private Symbols symbols() {
    return Symbols.of(place.surroundings().variables());
  }

  private static ExitCode exit(RunPhase phase) {
    return phase == RunPhase.SUCCEEDED || phase == RunPhase.SKIPPED
        ? ExitCode.OK
        : ExitCode.RUN_FAILED;
  }

  /** How a run's end is shown. */
  static final class EndView {
    private EndView() {}

    static RunEnd of(
        Workplace place,
        Project project,
        Function<String, java.nio.file.Path> artifacts,
        io.trainmaster.cli.config.Settings settings) {
      return new RunEnd(
          place.console(),
          Symbols.of(place.surroundings().variables()),
          artifacts,
          settings.path(io.trainmaster.cli.config.Setting.STATE_DIR).orElseThrow(),
          project::shown);
    }
  }
}
