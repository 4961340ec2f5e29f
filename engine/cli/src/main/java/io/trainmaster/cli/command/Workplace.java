package io.trainmaster.cli.command;

import io.trainmaster.cli.config.ConfigException;
import io.trainmaster.cli.config.Setting;
import io.trainmaster.cli.config.Settings;
import io.trainmaster.cli.config.SettingsLoader;
import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.Output;
import io.trainmaster.cli.console.Style;
import io.trainmaster.cli.console.Surroundings;
import io.trainmaster.cli.project.Installation;
import io.trainmaster.cli.project.Project;
import io.trainmaster.cli.project.ProjectSources;
import io.trainmaster.cli.project.WorkflowFile;
import io.trainmaster.dsl.Compilation;
import io.trainmaster.dsl.WorkflowCompiler;
import io.trainmaster.dsl.check.SchemaLookup;
import io.trainmaster.dsl.source.SourceLimit;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Where a command works: what surrounds it and what its global options say. */
final class Workplace {
  private final Surroundings surroundings;
  private final GlobalOptions options;
  private final Console console;
  private final Map<Path, Settings> settings = new HashMap<>();

  Workplace(Surroundings surroundings, GlobalOptions options) {
    this.surroundings = surroundings;
    this.options = options;
    this.console = makeConsole();
  }

  Surroundings surroundings() {
    return surroundings;
  }

  Console console() {
    return console;
  }

  /** The installation. */
  Installation installation() {
    return Installation.of(surroundings.installation());
  }

  /** The project of the working directory. */
  Project project() {
    return projectAt(surroundings.workingDirectory());
  }

  /** The project that a file lies in. */
  Project projectOf(Path file) {
    Path parent = resolve(file).getParent();
    return projectAt(parent == null ? surroundings.workingDirectory() : parent);
  }

  private Project projectAt(Path start) {
    return Project.find(options.project().map(this::resolve), start);
  }

  /** A path of the command line. */
  Path resolve(Path path) {
    return surroundings.workingDirectory().resolve(path).normalize();
  }

  /** A workflow file and what it imports, by their text alone: no data is looked at. */
  Compilation compile(Path file, WorkflowCompiler compiler) {
    return compile(file, file.toString(), compiler);
  }

  /**
   * The same of a file that was found below what the person named.
   *
   * @param given what was named, for the message where the file can't be read
   */
  Compilation compile(Path file, String given, WorkflowCompiler compiler) {
    Project project = projectOf(file);
    Path path = resolve(file);
    SourceLimit limit = limit(project);
    return compiler.compile(
        WorkflowFile.read(path, given, project.shown(path), limit),
        SchemaLookup.NONE,
        new ProjectSources(project, limit));
  }

  /** How large the workflow files of a project may be. */
  SourceLimit limit(Project project) {
    return new SourceLimit(settings(project).bytes(Setting.WORKFLOW_MAX_SIZE).orElseThrow());
  }

  /** The environment that the command is about, where one is named. */
  Optional<String> environment() {
    return options.env();
  }

  /** The settings of a project, which are read once and warned of once. */
  Settings settings(Project project) {
    return settings.computeIfAbsent(project.root(), this::load);
  }

  private Settings load(Path root) {
    return new SettingsLoader(
            root, options.env(), options.set(), surroundings.variables(), console::warn)
        .load();
  }

  private Console makeConsole() {
    String color = wantedColor();
    return new Console(
        surroundings.out(),
        surroundings.err(),
        style(color, surroundings.outIsTerminal()),
        style(color, surroundings.errIsTerminal()),
        options.output(),
        options.quiet());
  }

  private Style style(String color, boolean terminal) {
    return options.noColor() || options.output() != Output.table
        ? Style.PLAIN
        : style(surroundings, color, terminal);
  }

  /** The setting, of whatever layer. Settings that are wrong are the command's to complain of. */
  private String wantedColor() {
    try {
      return new SettingsLoader(
              project().root(),
              options.env(),
              options.set(),
              surroundings.variables(),
              warning -> {})
          .load()
          .text(Setting.UI_COLOR);
    } catch (ConfigException | CommandException e) {
      return Setting.UI_COLOR.defaultValue();
    }
  }

  /** By the conventions of no-color.org and bixense.com/clicolors; the setting is stronger. */
  static Style style(Surroundings surroundings, String color, boolean terminal) {
    if (color.equals("always")) {
      return Style.COLOR;
    }
    if (color.equals("never") || surroundings.variable("NO_COLOR").isPresent()) {
      return Style.PLAIN;
    }
    boolean forced =
        surroundings.variable("CLICOLOR_FORCE").filter(value -> !value.equals("0")).isPresent();
    boolean dumb = surroundings.variable("TERM").filter("dumb"::equals).isPresent();
    return forced || (terminal && !dumb) ? Style.COLOR : Style.PLAIN;
  }
}
