package io.trainmaster.store.jdbc;

import io.trainmaster.track.StoreException;
import io.trainmaster.track.StoreException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Says in a sentence what SQLite says in a code. See https://www.sqlite.org/rescode.html. */
final class SqliteFailure {

  /** Less room than this, and a failed write is put down to it. */
  private static final long NO_ROOM_BYTES = 1L << 20;

  private SqliteFailure() {}

  /** What the person in front of the store is told. */
  static StoreException describe(Path database, SQLException cause) {
    return switch (reason(database, cause)) {
      case CORRUPT -> corrupt(database, cause);
      case READ_ONLY ->
          new StoreException(
              Reason.READ_ONLY,
              "%s can't be written. Make its folder writable, or use another state folder."
                  .formatted(database),
              cause);
      case DISK_FULL ->
          new StoreException(
              Reason.DISK_FULL,
              "There is no room left for %s. Free some, then run `trainmaster resume`."
                  .formatted(database),
              cause);
      case LOCKED ->
          new StoreException(
              Reason.LOCKED,
              "Another process has been writing to %s for too long. Try again when it is done."
                  .formatted(database),
              cause);
      case TOO_NEW, UNAVAILABLE, FENCED, FAILED ->
          new StoreException(
              Reason.FAILED,
              "%s can't be read or written: %s".formatted(database, cause.getMessage()),
              cause);
    };
  }

  /** A file that is not a state store, or no longer. */
  static StoreException corrupt(Path database, Throwable cause) {
    return new StoreException(
        Reason.CORRUPT,
        ("%s is damaged or is not a state file: %s. Put back a copy of it, or move it away to start"
                + " with an empty history; artifacts are kept beside it.")
            .formatted(database, cause.getMessage()),
        cause);
  }

  /** Whether SQLite has ended the whole transaction, or may have, and not only one statement. */
  static boolean endsTransaction(SQLException failure) {
    if (!(failure instanceof SQLiteException sqlite)) {
      return true;
    }
    return switch (primary(sqlite.getResultCode())) {
      case SQLITE_CONSTRAINT, SQLITE_ERROR, SQLITE_MISMATCH, SQLITE_TOOBIG, SQLITE_RANGE -> false;
      default -> true;
    };
  }

  private static Reason reason(Path database, SQLException cause) {
    if (!(cause instanceof SQLiteException sqlite)) {
      return Reason.FAILED;
    }
    return switch (primary(sqlite.getResultCode())) {
      case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_FORMAT -> Reason.CORRUPT;
      case SQLITE_READONLY, SQLITE_PERM, SQLITE_CANTOPEN -> Reason.READ_ONLY;
      case SQLITE_FULL -> Reason.DISK_FULL;
      case SQLITE_IOERR -> hasRoom(database) ? Reason.FAILED : Reason.DISK_FULL;
      case SQLITE_BUSY, SQLITE_LOCKED -> Reason.LOCKED;
      default -> Reason.FAILED;
    };
  }

  /** The code without its detail: the low byte, for every code that SQLite has. */
  private static SQLiteErrorCode primary(SQLiteErrorCode code) {
    return SQLiteErrorCode.getErrorCode(code.code & 0xff);
  }

  private static boolean hasRoom(Path database) {
    try {
      return Files.getFileStore(database).getUsableSpace() >= NO_ROOM_BYTES;
    } catch (IOException e) {
      return true;
    }
  }
}
