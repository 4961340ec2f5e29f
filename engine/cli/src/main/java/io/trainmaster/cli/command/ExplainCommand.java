package io.trainmaster.cli.command;

import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Nearest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code explain}: the long form of a code. */
@Command(name = "explain", description = "Explain the code of an error, such as E0307 or T0004.")
final class ExplainCommand extends CliCommand {
  @Parameters(paramLabel = "CODE", description = "A code, as an error shows it.")
  private String code = "";

  @Override
  ExitCode execute(Workplace place, Console console) {
    String wanted = code.strip().toUpperCase(Locale.ROOT);
    Optional<Code> known =
        Arrays.stream(Code.values()).filter(each -> each.id().equals(wanted)).findFirst();
    console.print(known.orElseThrow(this::unknown).title());
    return ExitCode.OK;
  }

  private CommandException unknown() {
    return new CommandException(
        ExitCode.INPUT_MISSING,
        "There is no code " + code + ".",
        Nearest.to(code, Arrays.stream(Code.values()).map(Code::id).toList())
            .map(name -> "Did you mean " + name + "?")
            .orElse("Codes look like E0307 (workflow files) or T0004 (tasks)."));
  }
}
