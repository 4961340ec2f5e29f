package io.trainmaster.cli.project;

import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;

/** Replaces a file's text at one stroke, so that nobody ever reads half of it. */
public final class AtomicFile {
  private AtomicFile() {}

  /**
   * Writes a text beside the file and moves it there. Links are followed; permissions are kept.
   *
   * @param given the path as it was written
   */
  public static void write(Path file, String text, String given) {
    try {
      Path target = file.toRealPath();
      if (!Files.isWritable(target)) {
        throw new IOException("it is read-only");
      }
      Path draft = Files.createTempFile(target.toAbsolutePath().getParent(), ".trainmaster", "~");
      try {
        Files.writeString(draft, text);
        PosixFileAttributeView view =
            Files.getFileAttributeView(target, PosixFileAttributeView.class);
        if (view != null) {
          Files.setPosixFilePermissions(draft, view.readAttributes().permissions());
        }
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.CANNOT_WRITE,
          "The file " + given + " can't be written: " + e.getMessage() + ".",
          "Check the permissions of the file and its folder.");
    }
  }
}
