package io.trainmaster.cli.command;

import io.trainmaster.cli.config.Setting;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.project.ChannelCheck;
import io.trainmaster.cli.project.CsvHeaders;
import io.trainmaster.cli.project.Engines;
import io.trainmaster.cli.project.Invocation;
import io.trainmaster.cli.project.LimitCheck;
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
import io.trainmaster.track.RunRecord;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What commands take that run a workflow, or say what would happen. */
final class WorkflowArguments extends Arguments {
  private final Argument<Path> file;

  private final Optional<Argument<String>> workflow;
  private final Argument<Map<String, String>> parameters;

  /** For a workflow of a file that has to be named. */
  WorkflowArguments() {
    file = parameter(Path.class, "FILE", "A workflow file.");
    workflow =
        Optional.of(
            option(
                String.class,
                "--workflow",
                "NAME",
                "The workflow to run, where the file has several."));
    parameters = pairs("--param", "NAME=VALUE", "A parameter of the workflow.").shortName("-p");
  }

  /** For the workflow of a run, of which a file may have another version. */
  private WorkflowArguments(String with) {
    file = option(Path.class, with, "FILE", "Another version of the workflow to go on with.");
    workflow = Optional.empty();
    parameters =
        pairs("--param", "NAME=VALUE", "A parameter that gets another value.").shortName("-p");
  }

  /** What may be edited of a run: its workflow, and its parameters. */
  static WorkflowArguments edited() {
    return new WorkflowArguments("--with");
  }

  /** Whether a file is named. */
  boolean hasFile() {
    return file.given().isPresent();
  }

  /** Whether a parameter is given. */
  boolean hasParameters() {
    return !parameters.value().isEmpty();
  }

  /** The parameters that don't take their defaults. */
  Map<String, Value> given(WorkflowGraph graph) {
    return given(graph, Set.of());
  }

  /**
   * The same of a run that has values already.
   *
   * @param known the parameters that need none
   */
  Map<String, Value> given(WorkflowGraph graph, Set<String> known) {
    return Invocation.parameters(graph, parameters.value(), known);
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
    Optional<Ready> ready =
        check(place, project, name(), Map.of(), graph -> interval.of(graph, zone), console);
    if (ready.isPresent()) {
      Compilation compilation = ready.get().compilation();
      WorkflowGraph graph = ready.get().version().graph();
      Map<String, Value> all = Invocation.withDefaults(graph, ready.get().given());
      new SourceCheck(place.installation().catalogue(), project, compilation.file().path())
          .requireSources(graph, all);
      look(place, project, ready.get(), all, console);
    }
    return ready;
  }

  /** The same of another version for a run to go on with, which may have read its data already. */
  Optional<Ready> prepare(Workplace place, Project project, RunRecord run, Console console) {
    Optional<String> name = Optional.of(run.summary().workflow());
    Optional<Ready> ready =
        check(place, project, name, run.parameters(), graph -> Map.of(), console);
    ready.ifPresent(found -> look(place, project, found, run.parameters(), console));
    return ready;
  }

  private static void look(
      Workplace place,
      Project project,
      Ready ready,
      Map<String, Value> parameters,
      Console console) {
    Engines engines = new Engines(place.installation(), project, place.settings(project));
    String file = ready.compilation().file().path();
    WorkflowGraph graph = ready.version().graph();
    new LimitCheck(engines.limits()).require(ready.version());
    new SecretCheck(engines.secrets(), file).requireSecrets(graph, parameters);
    new ChannelCheck(engines.channels().names(), file).look(graph, parameters, console::warn);
  }

  /** The same of a workflow whose data may come later. */
  Optional<Ready> check(Workplace place, Project project, Console console) {
    return check(place, project, name(), Map.of(), graph -> Map.of(), console);
  }

  private Optional<String> name() {
    return workflow.flatMap(Argument::given);
  }

  /**
   * @param known the parameters that a run has already
   * @param facts what it knows of itself
   */
  private Optional<Ready> check(
      Workplace place,
      Project project,
      Optional<String> name,
      Map<String, Value> known,
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
    WorkflowGraph graph = Invocation.workflow(text, name);
    Map<String, Value> given = new LinkedHashMap<>(given(graph, known.keySet()));
    given.putAll(facts.apply(graph));
    Map<String, Value> all = new LinkedHashMap<>(known);
    all.putAll(given);
    all = Invocation.withDefaults(graph, all);

    // Which files there are depends on the parameters, so their headers come second.
    SchemaLookup headers = new CsvHeaders(project.root(), all);
    Compilation withHeaders = compiler.compile(source, headers, sources);
    if (withHeaders.hasErrors()) {
      Faults.tell(withHeaders, console);
      return Optional.empty();
    }
    String called = Invocation.workflow(withHeaders, name).name();
    WorkflowVersion version = withHeaders.version(called).orElseThrow();
    return Optional.of(new Ready(version, given, headers, withHeaders));
  }
}
