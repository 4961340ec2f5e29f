package io.trainmaster.cli.command;

import io.trainmaster.cli.console.Surroundings;
import io.trainmaster.cli.project.Installation;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The program: its commands and the options that all of them take. */
@Command(
    name = "trainmaster",
    header = "Batch orchestration for machine learning on Spark.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    versionProvider = Trainmaster.Version.class,
    subcommands = {
      InitCommand.class,
      SampleCommand.class,
      CheckCommand.class,
      GraphCommand.class,
      RunCommand.class,
      ResumeCommand.class,
      RunsCommand.class,
      ShowCommand.class,
      LogsCommand.class,
      CompareCommand.class,
      ModelsCommand.class,
      OperatorsCommand.class,
      ExplainCommand.class,
      ConfigCommand.class,
      DoctorCommand.class,
      CompletionCommand.class
    })
public final class Trainmaster {
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
