package io.trainmaster.store.file;

import io.trainmaster.track.StoreException;
import io.trainmaster.track.StoreException.Reason;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** Says in a sentence what went wrong with a file. */
public final class FileFailure {

  private FileFailure() {}

  /** What the person in front of the store is told. */
  public static StoreException describe(Path file, IOException cause) {
    String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    if (text.contains("no space left") || text.contains("quota exceeded")) {
      return new StoreException(
          Reason.DISK_FULL,
          "There is no room left for %s. Free some, then run `trainmaster resume`.".formatted(file),
          cause);
    } else if (cause instanceof AccessDeniedException || text.contains("read-only file system")) {
      return new StoreException(
          Reason.READ_ONLY,
          "%s can't be written. Make its folder writable, or use another state folder."
              .formatted(file),
          cause);
    } else if (cause instanceof NoSuchFileException) {
      return failed("There is no %s.".formatted(cause.getMessage()), cause);
    } else if (cause instanceof FileAlreadyExistsException) {
      return failed("%s is in the way.".formatted(cause.getMessage()), cause);
    }
    return failed("%s: %s".formatted(file, cause.getMessage()), cause);
  }

  private static StoreException failed(String message, IOException cause) {
    return new StoreException(Reason.FAILED, message, cause);
  }
}
