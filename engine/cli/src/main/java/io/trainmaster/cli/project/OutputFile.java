package io.trainmaster.cli.project;

import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that the command line asks for. */
public final class OutputFile {
  private OutputFile() {}

  /**
   * Writes it, in place of what was there.
   *
   * @throws CommandException where it can't be written
   */
  public static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.CANNOT_WRITE,
          "The file " + file + " can't be written: " + e.getMessage() + ".",
          "Check that its folder exists and can be written.");
    }
  }
}
