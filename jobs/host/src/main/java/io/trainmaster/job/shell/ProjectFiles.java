package io.trainmaster.job.shell;

import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Copies files of the project to where a command starts. */
final class ProjectFiles {

  private ProjectFiles() {}

  /** Copies files and folders under the paths that they have in the project. */
  static void copy(List<?> paths, Path project, Path folder) throws IOException, TaskException {
    for (Object path : paths) {
      Path from = project.resolve(String.valueOf(path)).normalize();
      if (!from.startsWith(project.normalize()) || from.equals(project.normalize())) {
        throw Shell.invalid(
            "The file is not inside the project.", String.valueOf(path), "Name one that is.");
      } else if (!Files.exists(from)) {
        throw new TaskException(
            TaskError.SOURCE_MISSING,
            "There is no file '" + path + "' in the project.",
            "files",
            "Paths count from the project's folder.");
      }
      copyTree(from, folder.resolve(project.normalize().relativize(from).toString()));
    }
  }

  private static void copyTree(Path from, Path to) throws IOException {
    try (Stream<Path> tree = Files.walk(from)) {
      for (Path path : (Iterable<Path>) tree::iterator) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.toAbsolutePath().getParent());
          Files.copy(path, target);
        }
      }
    }
  }
}
