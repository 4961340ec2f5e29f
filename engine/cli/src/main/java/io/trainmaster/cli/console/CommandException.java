package io.trainmaster.cli.console;

/** A command can't go on: what is wrong, where, what to do, and how the program ends. */
public final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exit;
  private final Letter letter;

  /** Ends the command with a letter. */
  public CommandException(ExitCode exit, Letter letter) {
    super(letter.message());
    this.exit = exit;
    this.letter = letter;
  }

  /** Ends the command with a sentence and what to do. */
  public CommandException(ExitCode exit, String message, String mend) {
    this(exit, new Letter("", message, "", mend));
  }

  /** How the program ends. */
  public ExitCode exit() {
    return exit;
  }

  /** What people are shown. */
  public Letter letter() {
    return letter;
  }
}
