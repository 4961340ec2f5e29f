import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What clients had been answered up to a moment, by the files that they wrote: a line in {@code
 * answers} for each answer, and {@code watch-RUN} with what a client that follows a run is told.
 */
final class Promises {

  private static final Pattern SUCCEEDED =
      Pattern.compile("\"event\":\"task\",.*\"task\":\"([^\"]*)\",\"phase\":\"SUCCEEDED\"");
  private static final String WATCH = "watch-";

  private final Map<String, List<String>> told;

  Promises(Map<String, List<String>> told) {
    this.told = told;
  }

  /** How many answers clients had. */
  int count() {
    return told.getOrDefault("answers", List.of()).size();
  }

  /** The promises that a database doesn't keep. */
  List<String> broken(Connection database) throws SQLException {
    Set<String> kept = new HashSet<>();
    kept.addAll(column(database, "SELECT 'submitted ' || id FROM run"));
    kept.addAll(column(database, "SELECT 'ended ' || id || ' ' || phase FROM run"));
    kept.addAll(
        column(
            database,
            "SELECT 'cancelled ' || id FROM run WHERE phase NOT IN ('QUEUED', 'RUNNING')"));
    kept.addAll(column(database, "SELECT 'granted ' || run_id FROM approval WHERE granted = 1"));
    kept.addAll(
        column(
            database,
            "SELECT 'called ' || c.cause_key || ' ' || o.run_id FROM cause c JOIN occurrence o"
                + " ON o.trigger_id = c.trigger_id AND o.nominal = c.at"));
    kept.addAll(column(database, "SELECT run_id || '/' || id FROM task WHERE phase = 'SUCCEEDED'"));
    List<String> promises = all();
    promises.removeAll(kept);
    return promises;
  }

  /** Every promise in words, as {@link #broken} finds them in a database. */
  List<String> all() {
    List<String> promises = new ArrayList<>(told.getOrDefault("answers", List.of()));
    told.forEach(
        (file, lines) -> {
          for (String line : file.startsWith(WATCH) ? lines : List.<String>of()) {
            Matcher task = SUCCEEDED.matcher(line);
            if (task.find()) {
              promises.add(file.substring(WATCH.length()) + "/" + task.group(1));
            }
          }
        });
    return promises;
  }

  static List<String> column(Connection database, String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (ResultSet rows = database.createStatement().executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }
}
