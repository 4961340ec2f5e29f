package io.trainmaster.cli.command;

import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code completion}: the script that lets a shell complete commands and options. */
@Command
final class CompletionCommand extends CliCommand {
  /** The shells that there is a script for. */
  enum Shell {
    bash,
    zsh
  }

  @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
  private Shell shell = Shell.bash;

  @Override
  ExitCode execute(Workplace place, Console console) {
    if (shell == Shell.zsh) {
      console.print("autoload -U +X compinit && compinit");
      console.print("autoload -U +X bashcompinit && bashcompinit");
    }
    console.write(AutoComplete.bash("trainmaster", spec().root().commandLine()));
    return ExitCode.OK;
  }
}
