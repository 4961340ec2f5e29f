package io.trainmaster.cli.command;

import io.trainmaster.cli.config.Setting;
import io.trainmaster.cli.config.Settings;
import io.trainmaster.cli.config.SettingsLoader;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.Output;
import io.trainmaster.cli.console.Style;
import io.trainmaster.cli.console.Surroundings;
import io.trainmaster.cli.project.Installation;
import io.trainmaster.cli.project.Project;
import java.nio.file.Path;
import java.util.Optional;

/** Where a command works: what surrounds it and what its global options say. */
final class Workplace {
  private final Surroundings surroundings;
  private final GlobalOptions options;
  private final Console console;

  Workplace(Surroundings surroundings, GlobalOptions options) {
    this.surroundings = surroundings;
    this.options = options;
    this.console = console(surroundings, options);
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
    return Project.find(Optional.ofNullable(options.project).map(this::resolve), start);
  }

  /** A path of the command line. */
  Path resolve(Path path) {
    return surroundings.workingDirectory().resolve(path).normalize();
  }

  /** The settings of a project. */
  Settings settings(Project project) {
    return new SettingsLoader(
            project.root(),
            Optional.ofNullable(options.env),
            options.set,
            surroundings.variables(),
            console::warn)
        .load();
  }

  private static Console console(Surroundings surroundings, GlobalOptions options) {
    return new Console(
        surroundings.out(),
        surroundings.err(),
        style(surroundings, options, surroundings.outIsTerminal()),
        style(surroundings, options, surroundings.errIsTerminal()),
        options.output,
        options.quiet);
  }

  /** By the conventions of no-color.org and bixense.com/clicolors; a flag is stronger. */
  static Style style(Surroundings surroundings, GlobalOptions options, boolean terminal) {
    String wanted =
        options.set.getOrDefault(
            Setting.UI_COLOR.key(),
            surroundings
                .variable(Setting.UI_COLOR.variable())
                .orElse(Setting.UI_COLOR.defaultValue()));
    if (options.noColor || options.output == Output.json || wanted.equals("never")) {
      return Style.PLAIN;
    }
    if (wanted.equals("always")) {
      return Style.COLOR;
    }
    if (surroundings.variable("NO_COLOR").isPresent()) {
      return Style.PLAIN;
    }
    boolean forced =
        surroundings.variable("CLICOLOR_FORCE").filter(value -> !value.equals("0")).isPresent();
    boolean dumb = surroundings.variable("TERM").filter("dumb"::equals).isPresent();
    return forced || (terminal && !dumb) ? Style.COLOR : Style.PLAIN;
  }
}
