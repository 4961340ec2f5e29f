package io.trainmaster.cli.command;

import io.trainmaster.cli.config.Settings;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.cli.project.CsvHeaders;
import io.trainmaster.cli.project.Engines;
import io.trainmaster.cli.project.Invocation;
import io.trainmaster.cli.project.Project;
import io.trainmaster.cli.project.ProjectSources;
import io.trainmaster.cli.project.SourceCheck;
import io.trainmaster.cli.project.WorkflowFile;
import io.trainmaster.dsl.Compilation;
import io.trainmaster.dsl.WorkflowCompiler;
import io.trainmaster.dsl.check.SchemaLookup;
import io.trainmaster.dsl.check.SourceLookup;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.runtime.Engine;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code run}: checks a workflow, looks at the data it names, and runs it to its end. */
@Command(
    name = "run",
    description = "Run a workflow to its end: check it, look at its data's headers, run its tasks.")
final class RunCommand extends CliCommand {
  @Parameters(paramLabel = "FILE", description = "A workflow file.")
  private Path file = Path.of("");

  @Option(
      names = "--workflow",
      paramLabel = "NAME",
      description = "The workflow to run, where the file has several.")
  private @Nullable String workflow;

  @Option(
      names = {"-p", "--param"},
      paramLabel = "NAME=VALUE",
      description = "A parameter of the workflow.")
  private Map<String, String> parameters = new LinkedHashMap<>();

  @Override
  ExitCode execute(Workplace place, Console console) throws InterruptedException {
    Project project = place.projectOf(file);
    Settings settings = place.settings(project);
    SourceFile source =
        WorkflowFile.read(place.resolve(file), file.toString(), project.shown(place.resolve(file)));
    WorkflowCompiler compiler = new WorkflowCompiler(place.installation().catalogue());

    SourceLookup sources = new ProjectSources(project);
    Compilation text = compiler.compile(source, SchemaLookup.NONE, sources);
    if (text.hasErrors()) {
      return Faults.tell(text, console);
    }
    Optional<String> name = Optional.ofNullable(workflow);
    WorkflowGraph graph = Invocation.workflow(text, name);
    if (!text.later(graph.name()).isEmpty()) {
      return Faults.later(text, graph.name(), console);
    }
    Map<String, Value> given = Invocation.parameters(graph, parameters);
    Map<String, Value> all = Invocation.withDefaults(graph, given);

    Compilation withHeaders =
        compiler.compile(source, new CsvHeaders(project.root(), all), sources);
    if (withHeaders.hasErrors()) {
      return Faults.tell(withHeaders, console);
    }
    new SourceCheck(compiler.catalogue(), project, source.path())
        .requireSources(Invocation.workflow(withHeaders, name), all);
    WorkflowVersion version =
        WorkflowVersion.of(Invocation.workflow(withHeaders, name), source.text(), source.path());
    try (Engine engine = new Engines(place.installation(), project, settings).open()) {
      return new Execution(place, project, engine, version.graph())
          .follow(listener -> engine.start(version, given, listener));
    }
  }
}
