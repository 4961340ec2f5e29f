package io.trainmaster.cli.console;

/** How the program can end. The numbers above 60 are those of {@code sysexits.h}. */
public enum ExitCode {
  /** It did what was asked; a run that a gate skipped counts too. */
  OK(0, "It did what was asked. A run that a gate skipped counts too."),
  /** A run failed or was cancelled, or a test failed. */
  RUN_FAILED(1, "A run failed or was cancelled, or a test failed."),
  /** The command line is wrong. */
  USAGE(2, "The command line is wrong."),
  /** A workflow file has errors. */
  WORKFLOW_INVALID(3, "A workflow file has errors."),
  /** A file is sound, but not as it should be. */
  FINDINGS(4, "fmt --check found a file not laid out, lint a warning, or test --require no test."),
  /** A workflow uses what only a later release can run. */
  NOT_YET(5, "A workflow uses what only a later release can run."),
  /** Something that was named does not exist. */
  INPUT_MISSING(66, "A file, run, model or code that was named does not exist."),
  /** The state folder is locked or damaged, or the installation is incomplete. */
  UNAVAILABLE(69, "The state folder is locked or damaged, or something needed is not installed."),
  /** A defect of the program. */
  BUG(70, "A defect of Trainmaster."),
  /** Something can't be written. */
  CANNOT_WRITE(73, "A file or folder can't be written, or the disk is full."),
  /** A setting is wrong. */
  CONFIG(78, "A setting is unknown or has a value that is not allowed."),
  /** Ctrl-C or a signal ended it. */
  INTERRUPTED(130, "Ctrl-C or a signal ended it.");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  /** What the shell sees. */
  public int number() {
    return number;
  }

  /** One sentence. */
  public String meaning() {
    return meaning;
  }
}
