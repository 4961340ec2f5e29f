package io.trainmaster.cli.command;

import io.trainmaster.cli.config.Settings;
import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.cli.project.Engines;
import io.trainmaster.cli.project.Project;
import io.trainmaster.cli.project.ProjectSources;
import io.trainmaster.cli.view.RevisionView;
import io.trainmaster.dsl.Compilation;
import io.trainmaster.dsl.WorkflowCompiler;
import io.trainmaster.dsl.check.SchemaLookup;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.run.RunId;
import io.trainmaster.runtime.Edit;
import io.trainmaster.runtime.EngineException;
import io.trainmaster.runtime.RunService;
import io.trainmaster.schedule.Revision;
import io.trainmaster.track.RunRecord;
import java.util.Optional;

/**
 * {@code resume}: goes on with a run that failed, was stopped or was cut off, as it was or edited.
 */
final class ResumeCommand extends CliCommand {
  private final Argument<String> run = parameter(String.class, "RUN", "A run, such as churn-7.");
  private final WorkflowArguments edited = with(WorkflowArguments.edited());

  private final Argument<Boolean> dryRun =
      flag("--dry-run", "Only say what stays of an edited run and what runs again.");

  @Override
  ExitCode execute(Workplace place, Console console) throws InterruptedException {
    boolean isEdited = edited.hasFile() || edited.hasParameters();
    if (dryRun.value() && !isEdited) {
      throw new CommandException(
          ExitCode.USAGE,
          "--dry-run says what becomes of an edited run, and nothing is edited.",
          "Name another version with --with FILE, or give a parameter with -p.");
    }
    Project project = place.project();
    Settings settings = place.settings(project);
    Records.requireState(settings);
    Engines engines = new Engines(place.installation(), project, settings);
    try (RunService engine = engines.join()) {
      RunRecord record = Records.run(engine.runs(), run.value());
      WorkflowVersion version = engine.runs().version(record.summary().versionHash()).orElseThrow();
      if (isEdited) {
        return edit(place, project, engines, engine, record, version);
      }
      RunId id = record.summary().id();
      Compilation text =
          new WorkflowCompiler(place.installation().catalogue())
              .compile(
                  new SourceFile(version.file(), version.source()),
                  SchemaLookup.NONE,
                  new ProjectSources(project, place.limit(project)));
      if (!text.later(version.graph().name()).isEmpty()) {
        return Faults.later(text, version.graph().name(), console);
      }
      return new Execution(place, project, engine, version.graph())
          .follow(listener -> engine.resume(id, listener));
    }
  }

  private ExitCode edit(
      Workplace place,
      Project project,
      Engines engines,
      RunService engine,
      RunRecord record,
      WorkflowVersion before)
      throws InterruptedException {
    Console console = place.console();
    RunId id = record.summary().id();
    Edit edit;
    if (edited.hasFile()) {
      Optional<WorkflowArguments.Ready> ready = edited.prepare(place, project, record, console);
      if (ready.isEmpty()) {
        return ExitCode.WORKFLOW_INVALID;
      } else if (ready.get().isForLater()) {
        return Faults.later(ready.get().compilation(), record.summary().workflow(), console);
      }
      edit = new Edit(ready.get().version(), ready.get().given());
    } else {
      edit = new Edit(before, edited.given(before.graph(), record.parameters().keySet()));
    }
    new RevisionView(id, revise(edit, engine, record, engines)).print(console);
    if (dryRun.value()) {
      return ExitCode.OK;
    }
    return new Execution(place, project, engine, edit.version().graph())
        .follow(listener -> engine.resume(id, edit, listener));
  }

  private static Revision revise(Edit edit, RunService engine, RunRecord record, Engines engines) {
    try {
      return edit.revise(engine.runs(), record, engines.bounds());
    } catch (EngineException e) {
      throw Refusals.of(e);
    }
  }
}
