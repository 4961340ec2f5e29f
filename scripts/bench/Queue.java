import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Makes many of one run that waits, and says when the first attempt was launched after a moment.
 *
 * <p>Arguments: the database; {@code fill RUN COUNT}, or {@code first MILLIS}.
 */
final class Queue {

  private Queue() {}

  public static void main(String[] arguments) throws Exception {
    try (Connection connection = DriverManager.getConnection(arguments[0]);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 10000");
      if (arguments[1].equals("fill")) {
        connection.setAutoCommit(false);
        fill(statement, arguments[2], Integer.parseInt(arguments[3]));
        connection.commit();
      } else {
        System.out.println(first(statement, Long.parseLong(arguments[2])));
      }
    }
  }

  private static void fill(Statement statement, String run, int count) throws SQLException {
    statement.execute("CREATE TEMP TABLE one AS SELECT * FROM run WHERE id = '" + run + "'");
    statement.execute(
        "UPDATE one SET sequence = (SELECT max(sequence) FROM run), submit_key = NULL");
    for (int i = 1; i < count; i++) {
      statement.execute(
          "UPDATE one SET sequence = sequence + 1, id = workflow || '-' || (" + 1_000 + " + " + i + ")");
      statement.execute("INSERT INTO run SELECT * FROM one");
    }
  }

  private static long first(Statement statement, long after) throws SQLException {
    try (ResultSet row =
        statement.executeQuery("SELECT min(launched_at) FROM attempt WHERE launched_at > " + after)) {
      row.next();
      return row.getLong(1);
    }
  }
}
