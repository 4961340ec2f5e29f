package io.trainmaster.store.jdbc;

import io.trainmaster.track.StoreException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** A copy of a SQLite store as it is at one moment, also while another process writes it. */
public final class SqliteCopy {

  private SqliteCopy() {}

  /**
   * Makes a copy.
   *
   * @param from the store
   * @param to a file that is not there
   * @return the digests of the artifacts that the copy names
   * @throws StoreException where the store can't be read or the copy can't be written
   */
  public static List<String> make(Path from, Path to) {
    try (Session session = new SqliteDatabase(from).openReader()) {
      session.execute("VACUUM INTO '" + to.toString().replace("'", "''") + "'");
    } catch (SQLException e) {
      throw SqliteFailure.describe(to, e);
    }
    try (Session session = new SqliteDatabase(to).openReader()) {
      return session.list("SELECT DISTINCT digest FROM artifact", row -> row.getString(1));
    } catch (SQLException e) {
      throw SqliteFailure.describe(to, e);
    }
  }
}
