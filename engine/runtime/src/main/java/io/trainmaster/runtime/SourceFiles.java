package io.trainmaster.runtime;

import io.trainmaster.store.file.Sha256;
import io.trainmaster.track.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * The files that tasks have read, as they are now. A file's digest is the SHA-256 of its bytes.
 * That of a folder, or of the files of a pattern, is the SHA-256 of a line {@code NAME DIGEST} for
 * each file, in the order of their paths, with names that are relative to the project; in a folder,
 * what begins with a dot or an underscore doesn't count. Safe for use from several threads.
 */
public final class SourceFiles {

  private static final String FILE = "file:";
  private static final Pattern WILDCARD = Pattern.compile("[*?\\[{]");

  private final Path project;

  /**
   * The files of a project.
   *
   * @param project where relative paths start
   */
  public SourceFiles(Path project) {
    this.project = project.toAbsolutePath().normalize();
  }

  /** In what way a source is not what it was, in words; empty where it is the same. */
  public Optional<String> change(Source source) {
    if (!source.uri().startsWith(FILE)) {
      return Optional.of("`" + source.uri() + "` may have changed");
    }
    String path = source.uri().substring(FILE.length());
    try {
      Optional<String> digest = digest(path);
      if (digest.isEmpty()) {
        return Optional.of("`" + path + "` has gone");
      }
      return digest.get().equals(source.digest())
          ? Optional.empty()
          : Optional.of("`" + path + "` has changed");
    } catch (IOException | UncheckedIOException | InvalidPathException | PatternSyntaxException e) {
      return Optional.of("`" + path + "` can't be read any more");
    }
  }

  /** The digest of what an argument names; empty where there is nothing. */
  Optional<String> digest(String argument) throws IOException {
    if (WILDCARD.matcher(argument).find()) {
      return digest(matching(argument));
    }
    Path path = project.resolve(argument).normalize();
    if (Files.isDirectory(path)) {
      return digest(visible(path));
    }
    return Files.isRegularFile(path) ? Optional.of(Sha256.of(path)) : Optional.empty();
  }

  private List<Path> matching(String glob) throws IOException {
    String literal = WILDCARD.split(glob, 2)[0];
    Path start = project.resolve(literal.substring(0, literal.lastIndexOf('/') + 1));
    PathMatcher matcher =
        FileSystems.getDefault().getPathMatcher("glob:" + project.resolve(glob).normalize());
    if (!Files.isDirectory(start)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(start)) {
      return all.filter(Files::isRegularFile)
          .map(Path::normalize)
          .filter(matcher::matches)
          .sorted()
          .toList();
    }
  }

  private static List<Path> visible(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> isVisible(folder.relativize(file)))
          .sorted()
          .toList();
    }
  }

  private static boolean isVisible(Path relative) {
    for (Path part : relative) {
      if (part.toString().startsWith(".") || part.toString().startsWith("_")) {
        return false;
      }
    }
    return true;
  }

  private Optional<String> digest(List<Path> files) throws IOException {
    StringBuilder list = new StringBuilder();
    for (Path file : files) {
      Path name = file.startsWith(project) ? project.relativize(file) : file;
      list.append(name).append(' ').append(Sha256.of(file)).append('\n');
    }
    return files.isEmpty() ? Optional.empty() : Optional.of(Sha256.of(list.toString()));
  }
}
