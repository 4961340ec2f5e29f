package io.trainmaster.cli.command;

import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import picocli.AutoComplete;

/** {@code completion}: the script that lets a shell complete commands and options. */
final class CompletionCommand extends CliCommand {
  /** The shells that there is a script for. */
  enum Shell {
    bash,
    zsh
  }

  private final Argument<Shell> shell = parameter(Shell.class, "SHELL", "bash or zsh.");

  @Override
  ExitCode execute(Workplace place, Console console) {
    if (shell.value() == Shell.zsh) {
      console.print("autoload -U +X compinit && compinit");
      console.print("autoload -U +X bashcompinit && bashcompinit");
    }
    console.write(AutoComplete.bash("trainmaster", spec().root().commandLine()));
    return ExitCode.OK;
  }
}
