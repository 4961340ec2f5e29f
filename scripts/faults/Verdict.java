import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a fault test looks at in the end: holds what the engine recorded against what the bodies
 * wrote themselves and what lies on the disk. It reads the database by its own statements and
 * shares no code with the engine.
 *
 * <p>Arguments: the test's folder; the database's URL; {@code succeeded} where every run has to
 * succeed, {@code ended} where it has to end; and {@code killed} where a body may run again only
 * after the test has killed its process, since the engine had no reason to; and {@code fenced} where
 * a body may live on beside the next, or have finished unheard, since its machine was cut off. Prints a line for each violation and one with what it
 * has seen; ends with 1 where there is a violation.
 */
final class Verdict {

  private static final Set<String> ENDED =
      Set.of("SUCCEEDED", "SKIPPED", "OMITTED", "FAILED", "CANCELLED");
  private static final Set<String> GOOD = Set.of("SUCCEEDED", "SKIPPED", "OMITTED");

  private final Path work;
  private final Path state;
  private final boolean succeeds;
  private final boolean onlyKilled;
  private final boolean fenced;
  private final List<String> violations = new ArrayList<>();

  /** The success of each task that has one, as {@code attempt/fence}. */
  private final Map<String, String> accepted = new LinkedHashMap<>();

  /** How many attempts each machine had. */
  private final Map<String, Integer> nodes = new TreeMap<>();

  private final Set<String> succeededTasks = new LinkedHashSet<>();
  private int runs;
  private int bodies;
  private int artifacts;

  private Verdict(Path work, boolean succeeds, boolean onlyKilled, boolean fenced) {
    this.work = work;
    this.state = work.resolve("project/.trainmaster");
    this.succeeds = succeeds;
    this.onlyKilled = onlyKilled;
    this.fenced = fenced;
  }

  public static void main(String[] arguments) throws IOException, SQLException {
    List<String> options = List.of(arguments).subList(2, arguments.length);
    Verdict verdict =
        new Verdict(
            Path.of(arguments[0]),
            options.contains("succeeded"),
            options.contains("killed"),
            options.contains("fenced"));
    try (Connection database = DriverManager.getConnection(arguments[1])) {
      verdict.runs(database);
      verdict.attempts(database);
      verdict.ledger();
      verdict.effects();
      verdict.artifacts(database);
    }
    verdict.leftovers();
    verdict.violations.forEach(violation -> System.out.println("violation: " + violation));
    if (verdict.nodes.size() > 1) {
      System.out.println("attempts by machine: " + verdict.nodes);
    }
    System.out.printf(
        "%d runs, %d tasks with a success, %d bodies, %d artifacts: %d violations%n",
        verdict.runs,
        verdict.accepted.size(),
        verdict.bodies,
        verdict.artifacts,
        verdict.violations.size());
    System.exit(verdict.violations.isEmpty() ? 0 : 1);
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      violations.add(otherwise);
    }
  }

  /** A row of a result, its columns as texts. */
  private interface Row {
    String get(int column) throws SQLException;
  }

  private interface Reader {
    void read(Row row) throws SQLException, IOException;
  }

  private static void query(Connection database, String sql, Reader reader)
      throws SQLException, IOException {
    try (ResultSet rows = database.createStatement().executeQuery(sql)) {
      while (rows.next()) {
        reader.read(rows::getString);
      }
    }
  }

  /** Every run that was promised is there and over, and so are its tasks. */
  private void runs(Connection database) throws SQLException, IOException {
    Map<String, String> phases = new HashMap<>();
    query(
        database,
        "SELECT id, phase, message FROM run",
        row -> {
          runs++;
          phases.put(row.get(1), row.get(2));
          boolean good = succeeds ? GOOD.contains(row.get(2)) : ENDED.contains(row.get(2));
          require(good, "run " + row.get(1) + " is " + row.get(2) + ": " + row.get(3));
        });
    for (String run : lines("submitted")) {
      require(phases.containsKey(run), "run " + run + " was promised and is not there");
    }
    query(
        database,
        "SELECT run_id, id, phase FROM task",
        row -> {
          String task = row.get(1) + "/" + row.get(2);
          boolean good = GOOD.contains(phases.get(row.get(1))) ? GOOD.contains(row.get(3)) : true;
          require(good && ENDED.contains(row.get(3)), "task " + task + " is " + row.get(3));
          if (row.get(3).equals("SUCCEEDED")) {
            succeededTasks.add(task);
          }
        });
  }

  /** One success for each task, no attempt that is under way, fences that grow. */
  private void attempts(Connection database) throws SQLException, IOException {
    Map<String, Long> fences = new HashMap<>();
    query(
        database,
        "SELECT run_id, task_id, number, fence, phase, node FROM attempt"
            + " ORDER BY run_id, task_id, number",
        row -> {
          nodes.merge(row.get(6), 1, Integer::sum);
          String task = row.get(1) + "/" + row.get(2);
          long fence = Long.parseLong(row.get(4));
          Long before = fences.put(task, fence);
          require(before == null || before < fence, "the fence of " + task + " went back");
          require(
              ENDED.contains(row.get(5)) || row.get(5).equals("LOST"),
              "attempt " + row.get(3) + " of " + task + " is " + row.get(5));
          if (row.get(5).equals("SUCCEEDED")) {
            String other = accepted.put(task, row.get(3) + "/" + fence);
            require(other == null, "task " + task + " has two successes");
            require(succeededTasks.contains(task), "task " + task + " has a success and no end");
          }
        });
  }

  /**
   * The ledger has the accepted success, its body ended once, and a body ran again only where the
   * process of the one before was killed. A process that was killed between the outcome, which
   * counts, and the line that tells of it has no such line.
   */
  private void ledger() throws IOException {
    Set<String> killed = new HashSet<>(lines("killed"));
    Map<String, String> lastProcess = new HashMap<>();
    Set<String> ended = new HashSet<>();
    Set<String> identities = new HashSet<>();
    for (String line : lines("ledger")) {
      String[] parts = line.split(",", -1);
      String task = parts[0] + "/" + parts[1];
      if (parts[4].equals("start")) {
        bodies++;
        if (killed.contains(parts[6])) {
          identities.add(task + "/" + parts[2] + "/" + parts[3]);
        }
        String before = lastProcess.put(task, parts[6]);
        require(
            !succeeds || fenced || !ended.contains(task),
            task + " ran again after it had finished");
        require(
            !onlyKilled || before == null || killed.contains(before),
            task + " ran again though process " + before + " was not killed");
      } else {
        require(!succeeds || fenced || ended.add(task), task + " finished twice");
        identities.add(task + "/" + parts[2] + "/" + parts[3]);
      }
    }
    accepted.forEach(
        (task, attempt) ->
            require(
                identities.contains(task + "/" + attempt),
                "the success of " + task + " is of no body that finished"));
  }

  /** Every key has its effect, and nothing is done for an attempt once there is a later one. */
  private void effects() throws IOException {
    Map<String, Integer> latest = new HashMap<>();
    Set<String> done = new HashSet<>();
    for (String line : lines("effects")) {
      String[] words = line.split(" ");
      int attempt = Integer.parseInt(words[1]);
      int newest = latest.merge(words[0], attempt, Math::max);
      require(fenced || attempt == newest, "two attempts of " + words[0] + " were alive at one time");
      if (words[2].equals("end")) {
        done.add(words[0]);
      }
    }
    // Runs of other workflows have none.
    Set<String> runs = new HashSet<>();
    latest.keySet().forEach(key -> runs.add(key.substring(0, key.indexOf('/'))));
    accepted.keySet().stream()
        .filter(task -> runs.contains(task.substring(0, task.indexOf('/'))))
        .forEach(task -> require(done.contains(task), task + " has no effect"));
    if (succeeds) {
      latest.keySet().forEach(key -> require(accepted.containsKey(key), key + " has no success"));
    }
  }

  /** What is recorded is there and is what its digest says; what is there is recorded. */
  private void artifacts(Connection database) throws SQLException, IOException {
    Set<String> recorded = new HashSet<>();
    query(
        database,
        "SELECT a.run_id, a.task_id, a.attempt, a.digest, t.phase, a.bytes FROM artifact a"
            + " JOIN attempt t ON t.run_id = a.run_id AND t.task_id = a.task_id"
            + " AND t.number = a.attempt",
        row -> {
          artifacts++;
          String name = row.get(1) + "/" + row.get(2) + "/" + row.get(3);
          require(row.get(5).equals("SUCCEEDED"), "an artifact of " + name + ", no success");
          if (recorded.add(row.get(4))) {
            Path file = state.resolve("artifacts").resolve(row.get(4).substring(0, 2));
            file = file.resolve(row.get(4));
            boolean whole = Files.isRegularFile(file) && digest(file).equals(row.get(4));
            require(whole, "the artifact of " + name + " is missing or not whole");
          }
        });
    for (Path file : files(state.resolve("artifacts"))) {
      require(
          recorded.contains(file.getFileName().toString()), "an artifact that nobody has: " + file);
    }
  }

  /** The folder of a process that the test killed when no engine knew it waits for the next start. */
  private boolean isOfKilled(Path host) {
    try {
      String record = Files.readString(host.resolve("host.json"));
      return lines("killed").stream().anyMatch(pid -> record.contains("\"pid\":" + pid + ","));
    } catch (IOException none) {
      return false;
    }
  }

  private void leftovers() throws IOException {
    for (String folder : List.of("runs", "hosts")) {
      try (Stream<Path> tree = tree(state.resolve(folder))) {
        tree.filter(path -> isLeftover(path.getFileName().toString()))
            .filter(path -> !isOfKilled(path))
            .forEach(path -> violations.add("left behind: " + path));
      }
    }
  }

  private static boolean isLeftover(String name) {
    return name.equals("staging")
        || name.equals("scratch")
        || name.equals("told.jsonl")
        || name.endsWith(".tmp")
        || name.startsWith("host-");
  }

  private static Stream<Path> tree(Path root) throws IOException {
    return Files.exists(root) ? Files.walk(root) : Stream.empty();
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> tree = tree(root)) {
      return tree.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)).toList();
    }
  }

  private List<String> lines(String file) throws IOException {
    Path path = work.resolve(file);
    return Files.exists(path) ? Files.readAllLines(path) : List.of();
  }

  private static String digest(Path file) {
    try (InputStream bytes = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
        digest.update(buffer, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (java.security.NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }
}
