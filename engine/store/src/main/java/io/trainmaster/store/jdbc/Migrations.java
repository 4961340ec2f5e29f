package io.trainmaster.store.jdbc;

import io.trainmaster.store.file.Sha256;
import io.trainmaster.track.StoreException;
import io.trainmaster.track.StoreException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a database to the newest schema: numbered SQL files, each applied in one transaction with
 * its number and checksum. {@code PRAGMA user_version} holds the newest number applied, so that a
 * start where there is nothing to do reads one page. A file that was released is never changed.
 */
final class Migrations {

  private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

  /** {@code PRAGMA application_id} of our files: the letters {@code TrMa}. */
  private static final int APPLICATION_ID = 0x54724d61;

  /** The files in their order. */
  static final List<String> FILES =
      List.of(
          "0001-initial.sql",
          "0002-triggers.sql",
          "0003-leader.sql",
          "0004-calls.sql",
          "0005-approvals.sql",
          "0006-events.sql",
          "0007-outbox.sql",
          "0008-callers.sql",
          "0009-submissions.sql",
          "0010-gpus.sql");

  /** The newest schema's number. */
  static final int NEWEST = FILES.size();

  private final Path database;

  Migrations(Path database) {
    this.database = database;
  }

  /** Applies what is missing. */
  void apply(Session session) throws SQLException {
    long version = version(session);
    if (version == FILES.size()) {
      return;
    }
    requireUnchanged(session, version);
    for (int number = (int) version + 1; number <= FILES.size(); number++) {
      apply(session, number);
      LOG.info("{} brought to schema {}", database, number);
    }
  }

  /** Refuses a database that isn't at the newest schema. */
  void requireCurrent(Session session) throws SQLException {
    long version = version(session);
    if (version < FILES.size()) {
      throw new StoreException(
          Reason.FAILED,
          version == 0
              ? "%s is empty: nothing has been run here.".formatted(database)
              : "%s was written by an earlier version of Trainmaster; the next run brings it up to date."
                  .formatted(database));
    }
  }

  private long version(Session session) throws SQLException {
    long version = session.number("PRAGMA user_version");
    if (version > FILES.size()) {
      throw new StoreException(
          Reason.TOO_NEW,
          ("%s was written by a later version of Trainmaster (schema %d; this one knows %d)."
                  + " Use that version, or another state folder.")
              .formatted(database, version, FILES.size()));
    }
    long application = session.number("PRAGMA application_id");
    boolean isNew =
        version == 0
            && application == 0
            && session.number("SELECT count(*) FROM sqlite_schema") == 0;
    if (application != APPLICATION_ID && !isNew) {
      throw SqliteFailure.corrupt(
          database, new SQLException("it is a database of another program"));
    }
    return version;
  }

  private void requireUnchanged(Session session, long version) throws SQLException {
    for (int number = 1; number <= version; number++) {
      String expected = checksum(read(number));
      String applied =
          session
              .first(
                  "SELECT checksum FROM migration WHERE number = ?",
                  row -> row.getString(1),
                  number)
              .orElse("none");
      if (!applied.equals(expected)) {
        throw SqliteFailure.corrupt(
            database, new SQLException("its schema %d is not this program's".formatted(number)));
      }
    }
  }

  private static void apply(Session session, int number) throws SQLException {
    String script = read(number);
    session.execute("BEGIN IMMEDIATE");
    try {
      // Another process may have been faster.
      if (session.number("PRAGMA user_version") < number) {
        session.execute(script);
        session.update(
            "INSERT INTO migration (number, checksum, applied_at) VALUES (?, ?, ?)",
            number,
            checksum(script),
            Instant.now());
        session.execute("PRAGMA application_id = " + APPLICATION_ID);
        session.execute("PRAGMA user_version = " + number);
      }
      session.execute("COMMIT");
    } catch (SQLException e) {
      session.execute("ROLLBACK");
      throw e;
    }
  }

  private static String read(int number) {
    return read(FILES.get(number - 1));
  }

  /** The text of a file that comes with the program. */
  static String read(String name) {
    try (InputStream file = Migrations.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException("The program lacks its file " + name);
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("The program's file " + name + " can't be read", e);
    }
  }

  /** What tells a script from any other. */
  static String checksum(String script) {
    return Sha256.of(script);
  }
}
