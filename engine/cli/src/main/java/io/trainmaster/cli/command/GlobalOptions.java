package io.trainmaster.cli.command;

import io.trainmaster.cli.console.Output;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.IGetter;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/**
 * The options that every command takes. They are described by calls and not by annotations, whose
 * reading would take a fifth of the time of a start.
 */
final class GlobalOptions {
  private final Value<Output> output = new Value<>();
  private final Value<Boolean> quiet = new Value<>();
  private final Value<Boolean> noColor = new Value<>();
  private final Value<Path> project = new Value<>();
  private final Value<String> env = new Value<>();
  private final Value<Map<String, String>> set = new Value<>();
  private final Value<Boolean> debug = new Value<>();
  private final Value<Boolean> help = new Value<>();

  /** Options as on a command line that names none, but for how data is written. */
  static GlobalOptions writing(Output output) {
    GlobalOptions options = new GlobalOptions();
    options.output.set(output);
    return options;
  }

  /** Whether an option is one of these. */
  static boolean isGlobal(OptionSpec option) {
    return option.getter() instanceof Value;
  }

  /**
   * Lets a command take the options, and all below it too where the scope says so. What they are
   * given is kept here.
   */
  void addTo(CommandSpec command, ScopeType scope) {
    List.of(
            option(output, Output.class, "--output")
                .paramLabel("FORMAT")
                .defaultValue("table")
                .description(
                    "How data is written: table or json; check and lint also write sarif."),
            flag(quiet, "--quiet").description("Say nothing but data and errors."),
            flag(noColor, "--no-color").description("No colours; like NO_COLOR."),
            option(project, Path.class, "--project")
                .paramLabel("DIR")
                .description("The project's folder; by default the nearest with conf/."),
            option(env, String.class, "--env")
                .paramLabel("NAME")
                .description("The overlay conf/NAME.properties: dev, staging, production."),
            option(set, Map.class, "--set")
                .auxiliaryTypes(String.class, String.class)
                .paramLabel("KEY=VALUE")
                .description("A setting; `trainmaster config list` shows all."),
            flag(debug, "--debug").description("Show the stack trace of an error."),
            flag(help, "-h", "--help").usageHelp(true).description("Show this help."))
        .forEach(option -> command.addOption(option.scopeType(scope).build()));
  }

  private static OptionSpec.Builder flag(Value<Boolean> value, String... names) {
    return option(value, boolean.class, names);
  }

  private static OptionSpec.Builder option(Value<?> value, Class<?> type, String... names) {
    return OptionSpec.builder(names).type(type).getter(value).setter(value);
  }

  Output output() {
    return output.given().orElse(Output.table);
  }

  boolean quiet() {
    return quiet.given().orElse(false);
  }

  boolean noColor() {
    return noColor.given().orElse(false);
  }

  Optional<Path> project() {
    return project.given();
  }

  Optional<String> env() {
    return env.given();
  }

  Map<String, String> set() {
    return set.given().orElse(Map.of());
  }

  boolean debug() {
    return debug.given().orElse(false);
  }

  /** What an option was given. */
  private static final class Value<T> implements IGetter, ISetter {
    private @Nullable T value;

    Optional<T> given() {
      return Optional.ofNullable(value);
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // The form that picocli asks.
    public <V> @Nullable V get() {
      return (V) value;
    }

    @Override
    @SuppressWarnings("unchecked") // picocli converts to the type of the option.
    public <V> @Nullable V set(@Nullable V given) {
      value = (T) given;
      return given;
    }
  }
}
