package io.trainmaster.store.jdbc;

import io.trainmaster.track.StoreException;
import io.trainmaster.track.StoreException.Reason;
import java.sql.SQLException;
import java.util.Set;

/**
 * Says in a sentence what PostgreSQL says in a code. See
 * https://www.postgresql.org/docs/current/errcodes-appendix.html.
 */
final class PostgresFailure {

  /** The classes of codes that concern a statement: the connection and its transaction go on. */
  private static final Set<String> OF_A_STATEMENT = Set.of("21", "22", "23", "42", "44");

  /**
   * The classes whose cause may be gone the next time: the connection, the transaction's state, its
   * rollback, the server's resources, an operator's intervention, the system around it.
   */
  private static final Set<String> PASSING = Set.of("08", "25", "40", "55", "57");

  private static final String TOO_MANY_CONNECTIONS = "53300";
  private static final String DISK_FULL = "53100";
  private static final String NOT_PERMITTED = "42501";
  private static final String NO_DATABASE = "3D000";
  private static final String DATABASE_DROPPED = "57P04";

  private PostgresFailure() {}

  static StoreException describe(String database, SQLException cause) {
    String state = state(cause);
    if (isPassing(state)) {
      return new StoreException(
          Reason.UNAVAILABLE,
          "%s doesn't serve just now: %s. Start its server, or wait for it."
              .formatted(database, message(cause)),
          cause);
    }
    if (state.equals(DISK_FULL)) {
      return new StoreException(
          Reason.DISK_FULL,
          "The server of %s has no room left. Free some, then run `trainmaster resume`."
              .formatted(database),
          cause);
    }
    if (state.startsWith("XX")) {
      return new StoreException(
          Reason.CORRUPT,
          "%s is damaged: %s. Whoever runs its server must see to it."
              .formatted(database, message(cause)),
          cause);
    }
    return new StoreException(
        state.equals(NOT_PERMITTED) ? Reason.READ_ONLY : Reason.FAILED,
        sentence(database, state, message(cause)),
        cause);
  }

  private static String sentence(String database, String state, String message) {
    if (state.startsWith("28")) {
      return "%s doesn't let this user in: %s. Correct state.database.user or the password."
          .formatted(database, message);
    }
    if (state.equals(NO_DATABASE) || state.equals(DATABASE_DROPPED)) {
      return "%s isn't there: %s. Create the database, or correct state.database."
          .formatted(database, message);
    }
    if (state.equals(NOT_PERMITTED)) {
      return "This user may not do in %s what the store needs: %s. Grant it to the user."
          .formatted(database, message);
    }
    return "%s can't be read or written: %s.".formatted(database, message);
  }

  /** Whether the whole transaction is lost with it, or may be, and not only one statement. */
  static boolean endsTransaction(SQLException failure) {
    return !OF_A_STATEMENT.contains(group(state(failure)));
  }

  private static boolean isPassing(String state) {
    return state.equals(TOO_MANY_CONNECTIONS)
        || PASSING.contains(group(state)) && !state.equals(DATABASE_DROPPED);
  }

  private static String state(SQLException failure) {
    String state = failure.getSQLState();
    return state == null ? "" : state;
  }

  private static String group(String state) {
    return state.length() < 2 ? "" : state.substring(0, 2);
  }

  /** The server's words, in one line and without what is at their beginning and end. */
  private static String message(SQLException failure) {
    String message = String.valueOf(failure.getMessage());
    return message
        .lines()
        .findFirst()
        .orElse("")
        .replaceFirst("^[A-Z]+: ", "")
        .replaceFirst("\\.$", "");
  }
}
