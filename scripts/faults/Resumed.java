import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks at a server that goes on after a power cut. Arguments: a folder with {@code project} as the
 * cut left it and {@code told}, and what to do. {@code before} notes what is recorded before the
 * server starts, and holds it against the ledger: no body may have begun that isn't recorded.
 * {@code await} waits until every run is over. {@code after} looks at what came of it: what was
 * answered before the cut holds, each run that nobody has stopped has succeeded, each of its tasks
 * by one attempt, which the ledger has, and no task ran again whose success was recorded.
 */
final class Resumed {

  private static final long PATIENCE_MILLIS = 180_000;
  private static final String SUCCESSES =
      "SELECT run_id || ',' || task_id || ',' || number || ',' || fence FROM attempt";

  private final Path image;
  private final List<String> violations = new ArrayList<>();

  private Resumed(Path image) {
    this.image = image;
  }

  public static void main(String[] arguments) throws Exception {
    Resumed resumed = new Resumed(Path.of(arguments[0]));
    Path state = resumed.image.resolve("project/.trainmaster/state.db");
    try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + state)) {
      switch (arguments[1]) {
        case "before" -> resumed.before(database);
        case "await" -> resumed.await(database);
        case "after" -> resumed.after(database);
        default -> throw new IllegalArgumentException(arguments[1]);
      }
    }
    resumed.violations.forEach(what -> System.out.println("violation: " + what));
    System.exit(resumed.violations.isEmpty() ? 0 : 1);
  }

  /** The bodies that began, as {@code run,task,attempt,fence}. */
  private List<String> begun() throws IOException {
    return lines("told/ledger").stream()
        .map(line -> line.split(",", -1))
        .filter(parts -> parts[4].equals("start"))
        .map(parts -> String.join(",", List.of(parts).subList(0, 4)))
        .toList();
  }

  private List<String> lines(String file) throws IOException {
    Path path = image.resolve(file);
    return Files.exists(path) ? Files.readAllLines(path) : List.of();
  }

  private void before(Connection database) throws SQLException, IOException {
    Set<String> recorded = new HashSet<>(Promises.column(database, SUCCESSES));
    begun().stream()
        .filter(body -> !recorded.contains(body))
        .forEach(body -> violations.add("a body began that isn't recorded: " + body));
    Files.write(
        image.resolve("succeeded"),
        Promises.column(
            database, "SELECT run_id || ',' || id FROM task WHERE phase = 'SUCCEEDED'"));
    Files.writeString(image.resolve("begun"), Integer.toString(begun().size()));
  }

  private void await(Connection database) throws SQLException, InterruptedException {
    long until = System.currentTimeMillis() + PATIENCE_MILLIS;
    String open =
        "SELECT id || ' is ' || phase FROM run WHERE phase IN ('QUEUED', 'RUNNING', 'CANCELLING')";
    List<String> left = Promises.column(database, open);
    while (!left.isEmpty() && System.currentTimeMillis() < until) {
      Thread.sleep(50);
      left = Promises.column(database, open);
    }
    violations.addAll(left);
  }

  private void after(Connection database) throws SQLException, IOException {
    violations.addAll(
        promises().broken(database).stream().map(what -> "it was answered: " + what).toList());
    Set<String> stopped = new HashSet<>(promises().all());
    for (String run : Promises.column(database, "SELECT id || ' ' || phase FROM run ORDER BY id")) {
      String[] words = run.split(" ");
      boolean mayStop = stopped.contains("cancelled " + words[0]) || words[0].startsWith("ask-");
      if (!words[1].equals("SUCCEEDED") && !mayStop && !words[0].startsWith("long-")) {
        violations.add("run " + run);
      }
    }
    Map<String, Integer> successes = new HashMap<>();
    Set<String> bodies = new HashSet<>(begun());
    for (String success : Promises.column(database, SUCCESSES + " WHERE phase = 'SUCCEEDED'")) {
      String task = success.substring(0, success.indexOf(',', success.indexOf(',') + 1));
      successes.merge(task, 1, Integer::sum);
      if (task.contains(".part") && !bodies.contains(success)) {
        violations.add("a success of no body: " + success);
      }
    }
    for (String task :
        Promises.column(
            database,
            "SELECT run_id || ',' || id FROM task WHERE phase = 'SUCCEEDED' AND id LIKE '%.part'")) {
      if (successes.getOrDefault(task, 0) != 1) {
        violations.add(task + " has " + successes.getOrDefault(task, 0) + " successes");
      }
    }
    again();
  }

  private Promises promises() throws IOException {
    Map<String, List<String>> told = new HashMap<>();
    try (Stream<Path> files = Files.list(image.resolve("told"))) {
      for (Path file : files.toList()) {
        told.put(file.getFileName().toString(), Files.readAllLines(file));
      }
    }
    return new Promises(told);
  }

  /** What has run since the cut, and whether it may have. */
  private void again() throws IOException {
    int before = Integer.parseInt(Files.readString(image.resolve("begun")));
    List<String> all = begun();
    Set<String> succeeded = new HashSet<>(lines("succeeded"));
    Set<String> known =
        all.subList(0, before).stream().map(Resumed::task).collect(Collectors.toSet());
    List<String> since = all.subList(before, all.size()).stream().map(Resumed::task).toList();
    since.stream()
        .filter(succeeded::contains)
        .forEach(task -> violations.add(task + " ran again though its success was recorded"));
    long again = since.stream().filter(known::contains).count();
    System.out.printf(
        "%d bodies before the cut, %d tasks recorded as succeeded, %d bodies after it, %d of them again%n",
        before, succeeded.size(), since.size(), again);
  }

  private static String task(String body) {
    return body.substring(0, body.indexOf(',', body.indexOf(',') + 1));
  }
}
