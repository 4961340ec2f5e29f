package io.trainmaster.cli.command;

import io.trainmaster.cli.console.Output;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The options that every command takes. */
final class GlobalOptions extends Arguments {
  private final Argument<Output> output =
      option(
              Output.class,
              "--output",
              "FORMAT",
              "How data is written: table or json; check and lint also write sarif.")
          .byDefault(Output.table);
  private final Argument<Boolean> quiet = flag("--quiet", "Say nothing but data and errors.");
  private final Argument<Boolean> noColor = flag("--no-color", "No colours; like NO_COLOR.");
  private final Argument<Path> project =
      option(
          Path.class,
          "--project",
          "DIR",
          "The project's folder; by default the nearest with conf/.");
  private final Argument<String> env =
      option(
          String.class,
          "--env",
          "NAME",
          "The overlay conf/NAME.properties: dev, staging, production.");
  private final Argument<Map<String, String>> set =
      pairs("--set", "KEY=VALUE", "A setting; `trainmaster config list` shows all.");
  private final Argument<Boolean> debug = flag("--debug", "Show the stack trace of an error.");

  GlobalOptions() {
    flag("--help", "Show this help.").shortName("-h").showsHelp();
  }

  /** Options as on a command line that names none, but for how data is written. */
  static GlobalOptions writing(Output output) {
    GlobalOptions options = new GlobalOptions();
    options.output.byDefault(output);
    return options;
  }

  Output output() {
    return output.value();
  }

  boolean quiet() {
    return quiet.value();
  }

  boolean noColor() {
    return noColor.value();
  }

  Optional<Path> project() {
    return project.given();
  }

  Optional<String> env() {
    return env.given();
  }

  Map<String, String> set() {
    return set.value();
  }

  boolean debug() {
    return debug.value();
  }
}
