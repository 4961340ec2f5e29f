package io.trainmaster.store.jdbc;

import io.trainmaster.track.StoreException;
import io.trainmaster.track.StoreException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/**
 * A file that SQLite keeps: opens sessions on it, and refuses what is not a store.
 *
 * <p>The file is never opened but by SQLite: closing any other handle of it would drop the locks
 * that SQLite holds in this process.
 */
final class SqliteDatabase implements Database {

  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

  /** How long to wait for another process that writes, such as one that sets an alias. */
  private static final int BUSY_TIMEOUT_MILLIS = 10_000;

  private final Path file;

  SqliteDatabase(Path file) {
    this.file = file.toAbsolutePath().normalize();
  }

  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public String beginToWrite() {
    return "BEGIN IMMEDIATE";
  }

  @Override
  public String beginToRead() {
    return "BEGIN";
  }

  @Override
  public String nowMillis() {
    return "CAST(unixepoch('subsec') * 1000 AS INTEGER)";
  }

  @Override
  public String claimToLead() {
    // Who writes has the file to itself.
    return "SELECT 0 FROM leader WHERE epoch = ?";
  }

  @Override
  public StoreException describe(SQLException failure) {
    return SqliteFailure.describe(file, failure);
  }

  @Override
  public boolean endsTransaction(SQLException failure) {
    return SqliteFailure.endsTransaction(failure);
  }

  /**
   * A session that writes. The file is made where there is none, brought up to date where it is
   * old, and looked through where the last process that wrote it didn't close it.
   */
  @Override
  public Session openWriter() {
    requireFile();
    requireWritable();
    boolean unclean = isUnclean();
    SQLiteConfig config = config();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    Session session = open(file.toString(), config);
    try {
      if (unclean) {
        LOG.info("{} was not closed; looking it through", file);
        requireSound(session);
      }
      new Migrations(file).apply(session);
      return session;
    } catch (SQLException e) {
      throw closing(session, SqliteFailure.describe(file, e));
    } catch (StoreException e) {
      throw closing(session, e);
    }
  }

  @Override
  public Session openReader() {
    requireFile();
    if (!Files.exists(file)) {
      throw new StoreException(
          Reason.FAILED, "There is no state file %s: nothing has been run here.".formatted(file));
    }
    SQLiteConfig config = config();
    config.setReadOnly(true);
    config.resetOpenMode(SQLiteOpenMode.CREATE);
    Session session = open(isAtRest() ? immutable() : file.toString(), config);
    try {
      new Migrations(file).requireCurrent(session);
      return session;
    } catch (SQLException e) {
      throw closing(session, SqliteFailure.describe(file, e));
    } catch (StoreException e) {
      throw closing(session, e);
    }
  }

  private static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
    config.enforceForeignKeys(true);
    // Nobody asks for them, and the driver would fetch them after every statement.
    config.setGetGeneratedKeys(false);
    return config;
  }

  private Session open(String name, SQLiteConfig config) {
    try {
      return new Session(JDBC.createConnection("jdbc:sqlite:" + name, config.toProperties()));
    } catch (SQLException e) {
      throw SqliteFailure.describe(file, e);
    }
  }

  private static StoreException closing(Session session, StoreException failure) {
    try {
      session.close();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }

  private void requireFile() {
    if (Files.isDirectory(file)) {
      throw SqliteFailure.corrupt(file, new IOException("it is a folder"));
    }
  }

  private void requireWritable() {
    Path existing = Files.exists(file) ? file : file.getParent();
    if (existing == null
        || !Files.isWritable(existing)
        || !Files.isWritable(existing.getParent())) {
      throw new StoreException(
          Reason.READ_ONLY,
          "%s can't be written. Make its folder writable, or use another state folder."
              .formatted(file));
    }
  }

  /** A process that closes the store leaves no log of changes beside it. */
  private boolean isUnclean() {
    try {
      return Files.exists(log()) && Files.size(log()) > 0;
    } catch (IOException e) {
      return true;
    }
  }

  /**
   * Whether nobody is writing and this process can't: SQLite then has nowhere to put what readers
   * and writers share, and must be told that it needs none.
   */
  private boolean isAtRest() {
    return !Files.isWritable(file.resolveSibling(".")) && !Files.exists(log());
  }

  private String immutable() {
    return file.toUri().toString().replaceFirst("^file:/+", "file:///") + "?immutable=1";
  }

  private Path log() {
    return file.resolveSibling(file.getFileName() + "-wal");
  }

  private void requireSound(Session session) throws SQLException {
    String verdict =
        session.first("PRAGMA quick_check(1)", row -> row.getString(1)).orElse("no answer");
    if (!verdict.equals("ok")) {
      throw SqliteFailure.corrupt(file, new SQLException(verdict));
    }
  }
}
