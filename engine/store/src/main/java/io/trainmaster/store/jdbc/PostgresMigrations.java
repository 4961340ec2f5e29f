package io.trainmaster.store.jdbc;

import io.trainmaster.track.StoreException;
import io.trainmaster.track.StoreException.Reason;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a schema up to date: numbered SQL files, all that are missing in one transaction, with
 * their numbers and checksums. A file that was released is never changed.
 */
final class PostgresMigrations {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresMigrations.class);

  private static final List<String> FILES =
      List.of(
          "0001-initial.sql",
          "0002-triggers.sql",
          "0003-calls.sql",
          "0004-approvals.sql",
          "0005-events.sql",
          "0006-room-for-updates.sql",
          "0007-outbox.sql",
          "0008-callers.sql",
          "0009-submissions.sql",
          "0010-gpus.sql");

  /** What servers that begin at the same time wait for each other with: the letters TrMa. */
  private static final int LOCK = 0x54724d61;

  private final Database database;
  private final String schema;

  PostgresMigrations(Database database, String schema) {
    this.database = database;
    this.schema = schema;
  }

  /** Applies what is missing. */
  void apply(Session session) throws SQLException {
    if (version(session) == FILES.size()) {
      return;
    }
    session.execute("BEGIN");
    session.first("SELECT pg_advisory_xact_lock(%d)".formatted(LOCK), row -> true);
    // Another process may have been faster.
    int version = version(session);
    requireUnchanged(session, version);
    if (version == 0) {
      session.execute("CREATE SCHEMA IF NOT EXISTS " + schema);
    }
    for (int number = version + 1; number <= FILES.size(); number++) {
      String script = read(number);
      session.execute(script);
      session.update(
          "INSERT INTO migration (number, checksum, applied_at) VALUES (?, ?, ?)",
          number,
          Migrations.checksum(script),
          Instant.now());
      LOG.info("{} brought to schema {}", database.name(), number);
    }
    session.execute("COMMIT");
  }

  /** Refuses a schema that isn't up to date. */
  void requireCurrent(Session session) throws SQLException {
    int version = version(session);
    if (version < FILES.size()) {
      throw new StoreException(
          Reason.FAILED,
          version == 0
              ? "%s has no schema %s: nothing has been run here.".formatted(database.name(), schema)
              : "%s was written by an earlier version of Trainmaster; the next run brings it up to date."
                  .formatted(database.name()));
    }
  }

  /** The number of the last file applied; 0 where there is no store. */
  int version(Session session) throws SQLException {
    boolean exists =
        session.number(
                "SELECT count(*) FROM pg_tables WHERE schemaname = ? AND tablename = 'migration'",
                schema)
            > 0;
    if (!exists) {
      return 0;
    }
    int version = (int) session.number("SELECT coalesce(max(number), 0) FROM migration");
    if (version > FILES.size()) {
      throw new StoreException(
          Reason.TOO_NEW,
          ("%s was written by a later version of Trainmaster (schema %d; this one knows %d). Use"
                  + " that version, or another database.")
              .formatted(database.name(), version, FILES.size()));
    }
    return version;
  }

  private void requireUnchanged(Session session, int version) throws SQLException {
    for (int number = 1; number <= version; number++) {
      String applied =
          session
              .first(
                  "SELECT checksum FROM migration WHERE number = ?",
                  row -> row.getString(1),
                  number)
              .orElse("none");
      if (!applied.equals(Migrations.checksum(read(number)))) {
        throw new StoreException(
            Reason.CORRUPT,
            "The schema %s of %s is not this program's: its part %d differs. Use another schema."
                .formatted(schema, database.name(), number));
      }
    }
  }

  private static String read(int number) {
    return Migrations.read("postgres/" + FILES.get(number - 1));
  }
}
