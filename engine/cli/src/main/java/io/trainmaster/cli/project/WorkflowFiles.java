package io.trainmaster.cli.project;

import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds workflow files. */
public final class WorkflowFiles {
  private WorkflowFiles() {}

  /**
   * The file itself, or the workflow files anywhere in a folder, by name. Folders that begin with a
   * dot hold none.
   *
   * @param given the path as it was written
   */
  public static List<Path> under(Path path, String given) {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> files = Files.walk(path)) {
      return files
          .filter(file -> file.toString().endsWith(".train") && Files.isRegularFile(file))
          .filter(file -> !isHidden(path.relativize(file)))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.INPUT_MISSING,
          "The folder " + given + " can't be read: " + e.getMessage() + ".",
          "Check its permissions.");
    }
  }

  private static boolean isHidden(Path relative) {
    for (Path part : relative) {
      if (part.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }
}
