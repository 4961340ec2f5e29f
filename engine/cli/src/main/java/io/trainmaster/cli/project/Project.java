package io.trainmaster.cli.project;

import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The folder that the paths of a workflow are relative to: the nearest one upwards that holds
 * {@code conf/trainmaster.properties} or, where none does, {@code conf/workflows}.
 *
 * @param root absolute and normalized
 */
public record Project(Path root) {

  /**
   * The project that was named, or the one that a place lies in; where it lies in none, the place
   * itself.
   *
   * @param start a folder
   */
  public static Project find(Optional<Path> named, Path start) {
    if (named.isPresent()) {
      Path root = named.get().toAbsolutePath().normalize();
      if (!Files.isDirectory(root)) {
        throw new CommandException(
            ExitCode.INPUT_MISSING,
            "There is no folder " + named.get() + ".",
            "Give --project a folder that exists.");
      }
      return new Project(root);
    }
    Path absolute = start.toAbsolutePath().normalize();
    return nearest(absolute, "conf/trainmaster.properties")
        .or(() -> nearest(absolute, "conf/workflows"))
        .map(Project::new)
        .orElseGet(() -> new Project(absolute));
  }

  private static Optional<Path> nearest(Path start, String sign) {
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve(sign))) {
        return Optional.of(folder);
      }
    }
    return Optional.empty();
  }

  /** A path as messages show it: relative to the root where it lies in it. */
  public String shown(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    return absolute.startsWith(root) ? root.relativize(absolute).toString() : absolute.toString();
  }
}
