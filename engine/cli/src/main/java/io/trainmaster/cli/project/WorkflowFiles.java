package io.trainmaster.cli.project;

import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.ExitCode;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** Finds the workflow files below a folder. */
public final class WorkflowFiles {
  private static final String ENDING = ".train";

  private WorkflowFiles() {}

  /**
   * A file itself, or the files below a folder that end in {@code .train}, by path. Folders whose
   * name begins with a dot are left out, and links to folders are not followed.
   *
   * @param given the path as it was written
   * @throws CommandException where a folder can't be read
   */
  public static List<Path> under(Path path, String given) {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    List<Path> found = new ArrayList<>();
    try {
      Files.walkFileTree(path, new Collector(path, found));
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.INPUT_MISSING,
          "The folder " + given + " can't be read: " + e.getMessage() + ".",
          "Check its permissions.");
    }
    found.sort(null);
    return found;
  }

  /**
   * The same where there must be some.
   *
   * @throws CommandException where a folder can't be read or holds none
   */
  public static List<Path> at(Path path, String given) {
    List<Path> found = under(path, given);
    if (found.isEmpty()) {
      throw new CommandException(
          ExitCode.INPUT_MISSING,
          "There is no workflow file in " + given + ".",
          "Workflow files end in " + ENDING + ".");
    }
    return found;
  }

  private static final class Collector extends SimpleFileVisitor<Path> {
    private final Path root;
    private final List<Path> found;

    Collector(Path root, List<Path> found) {
      this.root = root;
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      boolean hidden = !folder.equals(root) && String.valueOf(folder.getFileName()).startsWith(".");
      return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (String.valueOf(file.getFileName()).endsWith(ENDING)) {
        found.add(file);
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
