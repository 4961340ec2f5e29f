package io.trainmaster.cli.command;

import io.trainmaster.cli.console.Surroundings;
import io.trainmaster.cli.project.Installation;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/** The program itself: what surrounds it and the options that all of its commands take. */
public final class Trainmaster {
  private final Surroundings surroundings;
  private final GlobalOptions options = new GlobalOptions();

  /** The program in its surroundings. */
  public Trainmaster(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /**
   * The program as the command line sees it, without its commands.
   *
   * @param scope whether its commands take its options too
   */
  CommandSpec spec(IFactory factory, ScopeType scope) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(this, factory).name("trainmaster");
    spec.versionProvider(() -> new String[] {"trainmaster " + Installation.version()});
    spec.usageMessage()
        .header("Batch orchestration for machine learning on Spark.")
        .synopsisSubcommandLabel("COMMAND")
        .commandListHeading("%nCommands:%n");
    spec.addOption(
        OptionSpec.builder("-V", "--version")
            .type(boolean.class)
            .versionHelp(true)
            .description("Show the version.")
            .build());
    options.addTo(spec, scope);
    return spec;
  }

  /** Whether an option is one that all commands take. */
  boolean takesAnywhere(OptionSpec option) {
    return options.has(option);
  }

  /** Whether errors are to come with stack traces. */
  boolean wantsStackTraces() {
    return options.debug();
  }

  /** Where commands work, once the command line was read. */
  Workplace workplace() {
    return new Workplace(surroundings, options);
  }
}
