package io.trainmaster.cli.command;

import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ScopeType;

/** What all commands have in common: a place to work in and a console. */
abstract class CliCommand extends Arguments implements Callable<Integer> {
  private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this, Program::create);

  /** A command below this one, such as {@code config list}. */
  final void subcommand(String name, CliCommand command, String description) {
    spec.addSubcommand(name, command.described(description));
  }

  /** The command as picocli takes it, to be called once. */
  final CommandSpec described(String... description) {
    addTo(spec, ScopeType.LOCAL);
    spec.usageMessage().description(description);
    return spec;
  }

  @Override
  public final Integer call() throws Exception {
    Workplace place = workplace();
    if (place.console().isSarif() && !writesSarif()) {
      throw new CommandException(
          ExitCode.USAGE,
          "`" + spec.name() + "` has nothing to write as SARIF.",
          "check and lint have; give --output table or json.");
    }
    return execute(place, place.console()).number();
  }

  /** Whether what it writes can be SARIF: diagnostics of workflow files. */
  boolean writesSarif() {
    return false;
  }

  /** Does the work. Errors are thrown; what ends well or not so well is returned. */
  abstract ExitCode execute(Workplace place, Console console) throws Exception;

  /** What the command line said about the command. */
  final CommandSpec spec() {
    return spec;
  }

  final Workplace workplace() {
    return ((Trainmaster) spec.root().userObject()).workplace();
  }
}
