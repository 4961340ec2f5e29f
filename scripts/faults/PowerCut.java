import io.trainmaster.store.StateFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * Cuts the power at random places of a log of system calls, and looks at what a machine would find:
 * the database is sound, what clients had been answered is in it, and each artifact that it names
 * is whole. Some of what is found is kept for servers to go on with; see Resumed.java.
 *
 * <p>Arguments: the test's folder with {@code calls}, {@code told} and {@code project}; the number
 * of cuts; the seed; how many of the cuts to keep, in {@code resumed}; and a pattern of the paths
 * whose syncs the disk ignores, which is how this test is tested. Ends with 1 where there is a
 * violation.
 */
final class PowerCut {

  private final Path work;
  private final Path found;
  private final Random chance;
  private final Disk disk;
  private final Calls calls;
  private int opened;
  private long answers;
  private int kept;
  private int violations;

  private PowerCut(Path work, long seed, String ignored) {
    this.work = work;
    found = work.resolve("found");
    chance = new Random(seed);
    disk = new Disk(work.resolve("project"));
    calls = new Calls(disk, work.resolve("told"), Pattern.compile(ignored));
  }

  public static void main(String[] arguments) throws Exception {
    Path work = Path.of(arguments[0]);
    int cuts = Integer.parseInt(arguments[1]);
    long seed = Long.parseLong(arguments[2]);
    int resumed = Integer.parseInt(arguments[3]);
    PowerCut test = new PowerCut(work, seed, arguments[4]);
    List<String> log =
        Files.readAllLines(work.resolve("calls"), StandardCharsets.ISO_8859_1).stream()
            .filter(test.calls::concerns)
            .toList();
    Map<Integer, Integer> places = new HashMap<>();
    for (int i = 0; i < cuts; i++) {
      places.merge(test.chance.nextInt(log.size()), 1, Integer::sum);
    }
    // Spread evenly over the cuts, so that those kept are as random as they.
    int done = 0;
    for (int i = 0; i < log.size(); i++) {
      test.calls.replay(log.get(i));
      for (int n = places.getOrDefault(i, 0); n > 0; n--, done++) {
        boolean isKept = (long) (done + 1) * resumed / cuts > (long) done * resumed / cuts;
        test.cut("cut after call " + i + " of " + log.size() + ", seed " + seed, isKept);
      }
    }
    test.disk.differences(work.resolve("project/.trainmaster")).forEach(test::violation);
    System.out.printf(
        "%d calls, %d cuts, %d with a database, %d answers held against it, %d kept: %d violations%n",
        log.size(), cuts, test.opened, test.answers, test.kept, test.violations);
    System.exit(test.violations == 0 ? 0 : 1);
  }

  private void violation(String what) {
    violations++;
    System.out.println("violation: " + what);
  }

  private void cut(String where, boolean isKept) throws Exception {
    disk.cut(found, chance);
    Path state = found.resolve(".trainmaster");
    boolean hasDatabase = Files.exists(state.resolve("state.db"));
    if (isKept && hasDatabase) {
      keep();
    }
    Promises promises = new Promises(calls.told());
    answers += promises.count();
    try {
      if (hasDatabase) {
        opened++;
        look(where, state, promises);
      } else if (!promises.all().isEmpty()) {
        violation(where + ": there is no database, and it was answered: " + promises.all());
      }
    } catch (RuntimeException | SQLException e) {
      violation(where + ": " + e);
    }
  }

  /** Puts what is found aside, with what the world outside knew by then. */
  private void keep() throws IOException {
    Path image = work.resolve("resumed").resolve(Integer.toString(++kept));
    Disk.copy(found, image.resolve("project"));
    Files.createDirectories(image.resolve("told"));
    for (Map.Entry<String, List<String>> file : calls.told().entrySet()) {
      Files.write(image.resolve("told").resolve(file.getKey()), file.getValue());
    }
  }

  private void look(String where, Path state, Promises promises) throws Exception {
    StateFolder.open(state).close();
    try (Connection database =
        DriverManager.getConnection("jdbc:sqlite:" + state.resolve("state.db"))) {
      for (String answer : Promises.column(database, "PRAGMA integrity_check")) {
        if (!answer.equals("ok")) {
          violation(where + ": " + answer);
        }
      }
      for (String digest : Promises.column(database, "SELECT DISTINCT digest FROM artifact")) {
        Path file = state.resolve("artifacts").resolve(digest.substring(0, 2)).resolve(digest);
        if (!Files.isRegularFile(file) || !digest(file).equals(digest)) {
          String what = Files.exists(file) ? " is not whole" : " is missing";
          violation(where + ": artifact " + digest + what);
        }
      }
      List<String> broken = promises.broken(database);
      if (!broken.isEmpty()) {
        violation(where + ": it was answered, and is not there: " + broken);
      }
    }
  }

  private static String digest(Path file) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }
}
