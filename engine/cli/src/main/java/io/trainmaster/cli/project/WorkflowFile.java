package io.trainmaster.cli.project;

import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.dsl.source.SourceLimit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads workflow files, with a letter for each way in which that fails. */
public final class WorkflowFile {
  private WorkflowFile() {}

  /**
   * The text of a file, as far as it may be.
   *
   * @param given the path as it was written
   * @param shown what messages are to call it
   */
  public static SourceFile read(Path file, String given, String shown, SourceLimit limit) {
    if (Files.isDirectory(file)) {
      throw new CommandException(
          ExitCode.INPUT_MISSING, given + " is a folder.", "Name a workflow file in it.");
    }
    if (!Files.exists(file)) {
      throw new CommandException(
          ExitCode.INPUT_MISSING,
          "There is no file " + given + ".",
          "Check the path; `trainmaster init NAME` makes a project with a workflow.");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return limit.read(shown, in);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.INPUT_MISSING,
          "The file " + given + " can't be read: " + e.getMessage() + ".",
          "Check its permissions.");
    }
  }
}
