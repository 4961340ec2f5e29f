import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * What tests of several servers ask the database. It reads by its own statements and shares no code
 * with the engine.
 *
 * <p>Arguments: the database's URL, and {@code leader 0}, which prints who leads; {@code epoch 0},
 * which prints under which epoch; {@code after N}, which waits until one leads under a later epoch
 * than that and prints since when, in milliseconds; {@code decided 0}, how many times have been
 * decided; {@code over N}, which waits until so many runs are over; or {@code
 * verdict N AT}, which holds what was made for that instant against what was due.
 */
final class Probe {

  private static final long POLL_MILLIS = 20;
  private static final long PATIENCE_MILLIS = 300_000;

  private Probe() {}

  public static void main(String[] arguments) throws SQLException, InterruptedException {
    long expected = Long.parseLong(arguments[2]);
    try (Connection database = DriverManager.getConnection(arguments[0])) {
      switch (arguments[1]) {
        case "leader" -> System.out.println(text(database, "SELECT owner FROM leader"));
        case "epoch" -> System.out.println(number(database, "SELECT epoch FROM leader"));
        case "after" -> {
          await(database, "SELECT epoch FROM leader", expected + 1);
          System.out.println(number(database, "SELECT since FROM leader"));
        }
        case "decided" ->
            System.out.println(number(database, "SELECT count(*) FROM occurrence"));
        case "over" ->
            await(database, "SELECT count(*) FROM run WHERE ended_at IS NOT NULL", expected);
        case "verdict" -> System.exit(verdict(database, expected, Instant.parse(arguments[3])));
        default -> throw new IllegalArgumentException(arguments[1]);
      }
    }
  }

  private static int verdict(Connection database, long expected, Instant at) throws SQLException {
    long due = at.toEpochMilli();
    String ofThen = " FROM occurrence WHERE nominal = " + due;
    long decided = number(database, "SELECT count(*)" + ofThen);
    long triggers = number(database, "SELECT count(DISTINCT trigger_id)" + ofThen);
    long runs = number(database, "SELECT count(DISTINCT run_id)" + ofThen + " AND run_id IS NOT NULL");
    long all = number(database, "SELECT count(*) FROM run");
    long good = number(database, "SELECT count(*) FROM run WHERE phase = 'SKIPPED'");
    long last = number(database, "SELECT max(decided_at)" + ofThen);
    long epochs = number(database, "SELECT epoch FROM leader");
    int violations = 0;
    violations += require(triggers == expected, triggers + " triggers fired of " + expected);
    violations += require(decided == triggers, decided + " times for " + triggers + " triggers");
    violations += require(runs == expected, runs + " runs for " + expected + " times");
    violations += require(all == expected, all + " runs, and " + expected + " were due");
    violations += require(good == expected, good + " runs ended as they should of " + expected);
    System.out.printf(
        "%d triggers due at %s, %d decided, %d runs over; the last was decided %.1f s later,"
            + " under epoch %d: %d violations%n",
        expected, at, decided, good, (last - due) / 1000.0, epochs, violations);
    return violations == 0 ? 0 : 1;
  }

  private static int require(boolean holds, String otherwise) {
    if (!holds) {
      System.out.println("violation: " + otherwise);
    }
    return holds ? 0 : 1;
  }

  private static void await(Connection database, String count, long expected)
      throws SQLException, InterruptedException {
    long until = System.currentTimeMillis() + PATIENCE_MILLIS;
    while (number(database, count) < expected) {
      if (System.currentTimeMillis() > until) {
        throw new IllegalStateException(number(database, count) + " of " + expected + ": " + count);
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private static long number(Connection database, String query) throws SQLException {
    return Long.parseLong(text(database, query));
  }

  private static String text(Connection database, String query) throws SQLException {
    try (ResultSet rows = database.createStatement().executeQuery(query)) {
      rows.next();
      return String.valueOf(rows.getString(1));
    }
  }
}
