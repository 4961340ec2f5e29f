package io.trainmaster.cli.command;

import io.trainmaster.cli.console.Surroundings;
import io.trainmaster.cli.project.Installation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The program: its commands and the options that all of them take. */
@Command(
    name = "trainmaster",
    header = "Batch orchestration for machine learning on Spark.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    versionProvider = Trainmaster.Version.class)
public final class Trainmaster {
  /** The commands by name, in the order of the help. */
  private static final Map<String, Supplier<CliCommand>> COMMANDS = commands();

  private final Surroundings surroundings;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  boolean version;

  @Mixin private GlobalOptions options = new GlobalOptions();

  /** The program in its surroundings. */
  public Trainmaster(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  private static Map<String, Supplier<CliCommand>> commands() {
    Map<String, Supplier<CliCommand>> commands = new LinkedHashMap<>();
    commands.put("init", InitCommand::new);
    commands.put("sample", SampleCommand::new);
    commands.put("check", CheckCommand::new);
    commands.put("lint", LintCommand::new);
    commands.put("fmt", FmtCommand::new);
    commands.put("test", TestCommand::new);
    commands.put("graph", GraphCommand::new);
    commands.put("plan", PlanCommand::new);
    commands.put("run", RunCommand::new);
    commands.put("resume", ResumeCommand::new);
    commands.put("runs", RunsCommand::new);
    commands.put("show", ShowCommand::new);
    commands.put("logs", LogsCommand::new);
    commands.put("compare", CompareCommand::new);
    commands.put("models", ModelsCommand::new);
    commands.put("operators", OperatorsCommand::new);
    commands.put("explain", ExplainCommand::new);
    commands.put("lsp", LspCommand::new);
    commands.put("config", ConfigCommand::new);
    commands.put("doctor", DoctorCommand::new);
    commands.put("completion", CompletionCommand::new);
    return commands;
  }

  /**
   * Adds the commands that the arguments may name. Most of the time that is one, and the others
   * need not be read by reflection. Where none is named, the summaries of all of them will do; the
   * shell's script wants all of them whole.
   */
  static void addCommands(CommandLine line, List<String> arguments) {
    boolean all = arguments.contains("completion");
    boolean none = arguments.stream().noneMatch(COMMANDS::containsKey);
    COMMANDS.forEach(
        (name, command) -> {
          if (all || arguments.contains(name)) {
            line.addSubcommand(name, command.get());
          } else if (none) {
            line.addSubcommand(name, summary(name, command.get()));
          }
        });
  }

  /** What the program's own help, and a suggestion for a misspelt name, need of a command. */
  private static CommandSpec summary(String name, CliCommand command) {
    CommandSpec summary = CommandSpec.create().name(name);
    Command described = command.getClass().getAnnotation(Command.class);
    summary.usageMessage().description(described.description());
    return summary;
  }

  /** Whether errors are to come with stack traces. */
  boolean wantsStackTraces() {
    return options.debug;
  }

  /** Where commands work, once the command line was read. */
  Workplace workplace() {
    return new Workplace(surroundings, options);
  }

  /** The version that was built. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"trainmaster " + Installation.version()};
    }
  }
}
