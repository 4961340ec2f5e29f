package io.trainmaster.cli.command;

import io.trainmaster.cli.config.Settings;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.cli.project.Engines;
import io.trainmaster.cli.project.Project;
import io.trainmaster.cli.project.ProjectSources;
import io.trainmaster.dsl.Compilation;
import io.trainmaster.dsl.WorkflowCompiler;
import io.trainmaster.dsl.check.SchemaLookup;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.run.RunId;
import io.trainmaster.runtime.RunService;
import io.trainmaster.track.RunRecord;

/** {@code resume}: goes on with a run that failed, was stopped or was cut off. */
final class ResumeCommand extends CliCommand {
  private final Argument<String> run = parameter(String.class, "RUN", "A run, such as churn-7.");

  @Override
  ExitCode execute(Workplace place, Console console) throws InterruptedException {
    Project project = place.project();
    Settings settings = place.settings(project);
    Records.requireState(settings);
    try (RunService engine = new Engines(place.installation(), project, settings).join()) {
      RunRecord record = Records.run(engine.runs(), run.value());
      RunId id = record.summary().id();
      WorkflowVersion version = engine.runs().version(record.summary().versionHash()).orElseThrow();
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
}
