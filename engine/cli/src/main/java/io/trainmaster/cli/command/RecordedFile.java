package io.trainmaster.cli.command;

import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.json.JsonFormatException;
import io.trainmaster.json.WfFormat;
import io.trainmaster.json.WfInstance;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads files that others have recorded, and says what is wrong with one that can't be read. */
final class RecordedFile {

  private RecordedFile() {}

  /** What reads a file. */
  interface Reader<T> {
    T read(Path file) throws IOException;
  }

  /**
   * An execution in WfFormat.
   *
   * @param done what can't be done with it where it is none: "imported"
   */
  static WfInstance wfFormat(Workplace place, Path file, String done) {
    try {
      return read(
          place,
          file,
          resolved -> {
            try (InputStream in = Files.newInputStream(resolved)) {
              return WfFormat.read(in);
            }
          });
    } catch (JsonFormatException e) {
      throw new CommandException(
          ExitCode.WORKFLOW_INVALID,
          "%s can't be %s. %s".formatted(file, done, e.getMessage()),
          "It has to be an execution in WfFormat %s; nothing was made of it."
              .formatted(WfFormat.VERSION));
    }
  }

  /** What a reader makes of a file. */
  static <T> T read(Workplace place, Path file, Reader<T> reader) {
    try {
      return reader.read(place.resolve(file));
    } catch (NoSuchFileException e) {
      throw new CommandException(
          ExitCode.INPUT_MISSING, "There is no file " + file + ".", "Check the path.");
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.INPUT_MISSING,
          "The file %s can't be read: %s.".formatted(file, e.getMessage()),
          "Check that it is a file, and its permissions.");
    }
  }
}
