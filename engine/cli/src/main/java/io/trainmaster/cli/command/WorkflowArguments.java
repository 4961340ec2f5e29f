package io.trainmaster.cli.command;

import io.trainmaster.cli.config.Setting;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.project.ChannelCheck;
import io.trainmaster.cli.project.CsvHeaders;
import io.trainmaster.cli.project.Engines;
import io.trainmaster.cli.project.Invocation;
import io.trainmaster.cli.project.Project;
import io.trainmaster.cli.project.ProjectSources;
import io.trainmaster.cli.project.SecretCheck;
import io.trainmaster.cli.project.SourceCheck;
import io.trainmaster.cli.project.WorkflowFile;
import io.trainmaster.dsl.Compilation;
import io.trainmaster.dsl.WorkflowCompiler;
import io.trainmaster.dsl.check.SchemaLookup;
import io.trainmaster.dsl.check.SourceLookup;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.dsl.source.SourceLimit;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.model.WorkflowVersion;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What commands take that run a workflow, or say what would happen. */
final class WorkflowArguments extends Arguments {
  private final Argument<Path> file = parameter(Path.class, "FILE", "A workflow file.");

  private final Argument<String> workflow =
      option(
          String.class, "--workflow", "NAME", "The workflow to run, where the file has several.");

  private final Argument<Map<String, String>> parameters =
      pairs("--param", "NAME=VALUE", "A parameter of the workflow.").shortName("-p");

  /** The parameters that don't take their defaults. */
  Map<String, Value> given(WorkflowGraph graph) {
    return Invocation.parameters(graph, parameters.value());
  }

  /** The file. */
  Path file() {
    return file.value();
  }

  /**
   * A workflow that can be run.
   *
   * @param version the workflow, checked with the headers of its data
   * @param given the parameters that don't take their defaults
   * @param headers knows the columns of the data that it reads
   * @param compilation of the file that it comes from
   */
  record Ready(
      WorkflowVersion version,
      Map<String, Value> given,
      SchemaLookup headers,
      Compilation compilation) {

    /** Whether the workflow uses something that only a later release can run. */
    boolean isForLater() {
      return !compilation.later(version.graph().name()).isEmpty();
    }
  }

  /** Checks the workflow and looks at its data's headers; empty where faults have been told. */
  Optional<Ready> prepare(
      Workplace place, Project project, IntervalArguments interval, Console console) {
    ZoneId zone = place.settings(project).zone(Setting.SCHEDULE_ZONE);
    Optional<Ready> ready = check(place, project, graph -> interval.of(graph, zone), console);
    if (ready.isPresent()) {
      Compilation compilation = ready.get().compilation();
      WorkflowGraph graph = ready.get().version().graph();
      Map<String, Value> all = Invocation.withDefaults(graph, ready.get().given());
      new SourceCheck(place.installation().catalogue(), project, compilation.file().path())
          .requireSources(graph, all);
      Engines engines = new Engines(place.installation(), project, place.settings(project));
      new SecretCheck(engines.secrets(), compilation.file().path()).requireSecrets(graph, all);
      new ChannelCheck(engines.channels().names(), compilation.file().path())
          .look(graph, all, console::warn);
    }
    return ready;
  }

  /** The same of a workflow whose data may come later. */
  Optional<Ready> check(Workplace place, Project project, Console console) {
    return check(place, project, graph -> Map.of(), console);
  }

  private Optional<Ready> check(
      Workplace place,
      Project project,
      Function<WorkflowGraph, Map<String, Value>> facts,
      Console console) {
    Path path = place.resolve(file.value());
    SourceLimit limit = place.limit(project);
    SourceFile source =
        WorkflowFile.read(path, file.value().toString(), project.shown(path), limit);
    WorkflowCompiler compiler = new WorkflowCompiler(place.installation().catalogue());
    SourceLookup sources = new ProjectSources(project, limit);
    Compilation text = compiler.compile(source, SchemaLookup.NONE, sources);
    if (text.hasErrors()) {
      Faults.tell(text, console);
      return Optional.empty();
    }
    Optional<String> name = workflow.given();
    WorkflowGraph graph = Invocation.workflow(text, name);
    Map<String, Value> given = new LinkedHashMap<>(given(graph));
    given.putAll(facts.apply(graph));
    Map<String, Value> all = Invocation.withDefaults(graph, given);

    // Which files there are depends on the parameters, so their headers come second.
    SchemaLookup headers = new CsvHeaders(project.root(), all);
    Compilation withHeaders = compiler.compile(source, headers, sources);
    if (withHeaders.hasErrors()) {
      Faults.tell(withHeaders, console);
      return Optional.empty();
    }
    WorkflowGraph checked = Invocation.workflow(withHeaders, name);
    return Optional.of(
        new Ready(
            WorkflowVersion.of(checked, source.text(), source.path()),
            given,
            headers,
            withHeaders));
  }
}
