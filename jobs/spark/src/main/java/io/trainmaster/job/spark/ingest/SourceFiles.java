package io.trainmaster.job.spark.ingest;

import io.trainmaster.job.TaskContext;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Finds the files that a {@code Path} argument names: one file, a folder's files, or a glob's. */
final class SourceFiles {

  private static final String GLOB_CHARACTERS = "*?[{";

  private final Path project;

  SourceFiles(TaskContext context) {
    this.project = context.projectDirectory().toAbsolutePath().normalize();
  }

  /** The path that an argument names; it need not be there. */
  Path resolve(String argument) {
    return project.resolve(argument).normalize();
  }

  /** How people call a file: relative to the project where it is inside. */
  String name(Path file) {
    Path shown = file.startsWith(project) ? project.relativize(file) : file;
    return shown.toString();
  }

  /** The URI that a file is recorded under. */
  String uri(Path file) {
    return "file:" + name(file);
  }

  /**
   * The files, at least one, in the order of their names. In a folder only its own files count, and
   * those whose names begin with a dot or an underscore do not.
   *
   * @param argument the argument's value
   */
  List<Path> find(String argument) throws TaskException {
    if (argument.chars().anyMatch(c -> GLOB_CHARACTERS.indexOf(c) >= 0)) {
      return glob(argument);
    }
    Path path = resolve(argument);
    if (Files.isDirectory(path)) {
      return folder(path, argument, 1);
    }
    return List.of(file(argument));
  }

  /** The one file that an argument names; a folder will not do. */
  Path file(String argument) throws TaskException {
    Path path = resolve(argument);
    if (!Files.exists(path)) {
      throw missing("There is no such file or folder.", argument);
    } else if (!Files.isRegularFile(path)) {
      throw new TaskException(
          TaskError.SOURCE_MISSING, "A file is wanted and this is none.", argument, "Name a file.");
    } else if (!Files.isReadable(path)) {
      throw new TaskException(
          TaskError.SOURCE_MISSING,
          "The file may not be read.",
          argument,
          "Let the user that runs the task read it.");
    }
    return path;
  }

  /** The files of a folder and of the folders in it, {@code depth} levels down. */
  List<Path> folder(Path folder, String argument, int depth) throws TaskException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder, depth)) {
      files =
          all.filter(Files::isRegularFile)
              .filter(file -> visible(folder.relativize(file)))
              .sorted()
              .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (files.isEmpty()) {
      throw missing("The folder holds no file to read.", argument);
    }
    return files;
  }

  /**
   * Records what an argument named as a source of the attempt: one file by its bytes, several by a
   * line {@code NAME DIGEST} for each, in order, so that an added file changes the digest as well.
   *
   * @param read the files that have been read and digested, by {@linkplain #name name}
   */
  void record(TaskContext context, String argument, Map<String, FileDigest> read)
      throws IOException, TaskException {
    if (Files.isRegularFile(resolve(argument))) {
      FileDigest file = digest(resolve(argument), read);
      context.source(uri(resolve(argument)), file.hex(), file.bytes());
      return;
    }
    List<Path> files =
        Files.isDirectory(resolve(argument))
            ? folder(resolve(argument), argument, Integer.MAX_VALUE)
            : find(argument);
    MessageDigest all = DigestStream.sha256();
    long bytes = 0;
    for (Path path : files) {
      FileDigest file = digest(path, read);
      all.update((name(path) + " " + file.hex() + "\n").getBytes(StandardCharsets.UTF_8));
      bytes += file.bytes();
    }
    context.source("file:" + argument, HexFormat.of().formatHex(all.digest()), bytes);
  }

  private FileDigest digest(Path file, Map<String, FileDigest> read) throws IOException {
    FileDigest known = read.get(name(file));
    return known != null ? known : DigestStream.of(file);
  }

  /**
   * What a file holds.
   *
   * @param hex the SHA-256 of its bytes in hexadecimal
   */
  record FileDigest(String hex, long bytes) {}

  private List<Path> glob(String argument) throws TaskException {
    Path start = resolve(argument.substring(0, literalPrefix(argument)));
    PathMatcher matcher =
        FileSystems.getDefault().getPathMatcher("glob:" + project.resolve(argument).normalize());
    List<Path> files = List.of();
    if (Files.isDirectory(start)) {
      try (Stream<Path> all = Files.walk(start)) {
        files = all.filter(Files::isRegularFile).filter(matcher::matches).sorted().toList();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    if (files.isEmpty()) {
      throw missing("No file matches the pattern.", argument);
    }
    return files;
  }

  /** Up to the last separator before the first character that is not to be taken as it stands. */
  private static int literalPrefix(String glob) {
    int end = 0;
    for (int i = 0; i < glob.length() && GLOB_CHARACTERS.indexOf(glob.charAt(i)) < 0; i++) {
      if (glob.charAt(i) == '/') {
        end = i + 1;
      }
    }
    return end;
  }

  private static boolean visible(Path relative) {
    for (Path part : relative) {
      String name = part.toString();
      if (name.startsWith(".") || name.startsWith("_")) {
        return false;
      }
    }
    return true;
  }

  private TaskException missing(String message, String argument) {
    return new TaskException(
        TaskError.SOURCE_MISSING,
        message,
        argument,
        "Paths start at the project's folder, " + project + ".");
  }
}
