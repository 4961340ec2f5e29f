import io.trainmaster.store.StateFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Cuts the power at random places of a log of system calls, and looks at what a machine would find.
 *
 * <p>The model of a file system. What is written to a file is sure to be there once a sync of that
 * file that began later has ended; until then each piece of 512 bytes is there or not. A change of
 * names (a file or folder that is made, renamed or removed) is sure once its folder, or the file
 * that it names, or what is below the folder that it names, is synced, as ext4 does it; until then
 * it is there or not, a rename as a whole, and none without the earlier ones of the same names.
 * Which of these are there is drawn by chance.
 *
 * <p>Arguments: the test's folder with {@code calls}, {@code out} and {@code project}; the number
 * of cuts; the seed; and a pattern of the paths whose syncs the disk ignores, which is how this
 * test is tested. Ends with 1 where there is a violation.
 */
final class PowerCut {

  private static final int SECTOR = 512;
  private static final Pattern LINE = Pattern.compile("^(\\d+) +(.*)$");
  private static final Pattern ANSWER = Pattern.compile("\\) += (-?\\d+)(.*)$");
  private static final Pattern TEXT = Pattern.compile("\"((?:\\\\x[0-9a-f]{2})*)\"");
  private static final Pattern PATH = Pattern.compile("<((?:\\\\x[0-9a-f]{2})*)>");
  private static final Pattern TOLD =
      Pattern.compile("\"event\":\"task\",.*\"task\":\"([^\"]*)\",\"phase\":\"SUCCEEDED\"");

  /** A file, a folder or a link; what it holds now and what is sure to be there. */
  private static final class Node {
    final boolean isFolder;
    final Map<String, Node> names = new TreeMap<>();
    final Map<String, Node> sureNames = new TreeMap<>();
    final List<Write> pending = new ArrayList<>();
    String link = "";
    Node parent;
    byte[] bytes = {};
    byte[] sure = {};
    int position;
    boolean appends;

    Node(boolean isFolder) {
      this.isFolder = isFolder;
    }
  }

  /** Bytes from a place on or, where there are none, a new length. */
  private record Write(long when, int at, byte[] bytes) {

    byte[] to(byte[] file) {
      if (bytes == null) {
        return Arrays.copyOf(file, at);
      }
      byte[] larger = Arrays.copyOf(file, Math.max(file.length, at + bytes.length));
      System.arraycopy(bytes, 0, larger, at, bytes.length);
      return larger;
    }
  }

  private record Name(Node folder, String name) {}

  /** What names mean from now on: one for what is made or removed, two for a rename. */
  private record Naming(long when, Map<Name, Node> names) {}

  /** A call that has begun and not ended. */
  private record Begun(String call, String arguments, long when, Node node) {}

  private final Path root;
  private final Path out;
  private final Random chance;
  private final Node project = new Node(true);
  private final List<Naming> namings = new ArrayList<>();
  private final Map<String, Begun> begun = new HashMap<>();
  private final ByteArrayOutputStream told = new ByteArrayOutputStream();
  private final Path found;
  private final Pattern ignored;
  private long now;
  private int opened;
  private int violations;

  private PowerCut(Path work, long seed, String ignored) {
    this.ignored = Pattern.compile(ignored);
    root = work.resolve("project");
    out = work.resolve("out");
    found = work.resolve("found");
    chance = new Random(seed);
  }

  public static void main(String[] arguments) throws Exception {
    Path work = Path.of(arguments[0]);
    int cuts = Integer.parseInt(arguments[1]);
    long seed = Long.parseLong(arguments[2]);
    PowerCut test = new PowerCut(work, seed, arguments[3]);
    List<String> calls =
        Files.readAllLines(work.resolve("calls"), StandardCharsets.ISO_8859_1).stream()
            .filter(test::concerns)
            .toList();
    Map<Integer, Integer> places = new HashMap<>();
    for (int i = 0; i < cuts; i++) {
      places.merge(test.chance.nextInt(calls.size()), 1, Integer::sum);
    }
    for (int i = 0; i < calls.size(); i++) {
      test.replay(calls.get(i));
      for (int n = places.getOrDefault(i, 0); n > 0; n--) {
        test.cut("cut after call " + i + " of " + calls.size() + ", seed " + seed);
      }
    }
    test.compare();
    System.out.printf(
        "%d calls, %d cuts, %d with a database: %d violations%n",
        calls.size(), cuts, test.opened, test.violations);
    System.exit(test.violations == 0 ? 0 : 1);
  }

  private boolean concerns(String line) {
    return line.contains("resumed>")
        || line.contains(hex(root + "/"))
        || line.contains(hex(out.toString()));
  }

  private static String hex(String text) {
    StringBuilder hex = new StringBuilder();
    for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
      hex.append("\\x").append(HexFormat.of().toHexDigits(one));
    }
    return hex.toString();
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace("\\x", ""));
  }

  private void violation(String what) {
    violations++;
    System.out.println("violation: " + what);
  }

  private void replay(String line) throws IOException {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      return;
    }
    String process = parts.group(1);
    String rest = parts.group(2);
    if (rest.startsWith("<...")) {
      Begun call = begun.remove(process);
      Matcher answer = ANSWER.matcher(rest);
      if (call != null && answer.find()) {
        end(call, Long.parseLong(answer.group(1)));
      }
      return;
    }
    int open = rest.indexOf('(');
    if (open < 0) {
      return;
    }
    String arguments = rest.substring(open + 1);
    Begun call = begin(rest.substring(0, open), arguments);
    Matcher answer = ANSWER.matcher(rest);
    if (rest.endsWith("<unfinished ...>")) {
      begun.put(process, call);
    } else if (answer.find()) {
      end(call, Long.parseLong(answer.group(1)));
    }
  }

  private Begun begin(String call, String arguments) throws IOException {
    now++;
    Node node = null;
    Matcher path = PATH.matcher(arguments);
    if (!call.contains("at") && path.find()) {
      node = handle(path);
    } else if (call.equals("pwrite64") || call.equals("ftruncate") || call.equals("fdatasync")) {
      node = path.find() ? handle(path) : null;
    }
    if (call.equals("write") && path(path).equals(out.toString())) {
      Matcher text = TEXT.matcher(arguments);
      told.write(text.find() ? bytes(text.group(1)) : new byte[0]);
    }
    boolean isIgnored =
        call.endsWith("sync") && node != null && ignored.matcher(path(path)).matches();
    return new Begun(call, arguments, now, isIgnored ? null : node);
  }

  private static String path(Matcher path) {
    return new String(bytes(path.group(1)), StandardCharsets.UTF_8);
  }

  private Node handle(Matcher path) {
    return node(Path.of(path(path)));
  }

  private Node node(Path path) {
    if (path == null || !path.startsWith(root)) {
      return null;
    }
    Node node = project;
    for (Path name : root.relativize(path)) {
      if (!name.toString().isEmpty()) {
        node = node == null ? null : node.names.get(name.toString());
      }
    }
    return node;
  }

  private static List<String> texts(String arguments) {
    List<String> texts = new ArrayList<>();
    Matcher text = TEXT.matcher(arguments);
    while (text.find()) {
      texts.add(new String(bytes(text.group(1)), StandardCharsets.UTF_8));
    }
    return texts;
  }

  private void end(Begun call, long answer) {
    now++;
    if (answer < 0) {
      return;
    }
    switch (call.call()) {
      case "write" -> write(call.node(), -1, call.arguments(), answer);
      case "pwrite64" -> {
        Matcher at = Pattern.compile(", \\d+, (\\d+)(?:\\)| <)").matcher(call.arguments());
        write(call.node(), at.find() ? Integer.parseInt(at.group(1)) : 0, call.arguments(), answer);
      }
      case "lseek" -> {
        if (call.node() != null) {
          call.node().position = (int) answer;
        }
      }
      case "ftruncate" -> {
        Matcher length = Pattern.compile(", (\\d+)").matcher(call.arguments());
        change(
            call.node(),
            new Write(now, length.find() ? Integer.parseInt(length.group(1)) : 0, null));
      }
      case "fsync", "fdatasync" -> sync(call.node(), call.when());
      default -> name(call);
    }
  }

  private void write(Node node, int at, String arguments, long count) {
    Matcher text = TEXT.matcher(arguments);
    if (node == null || !text.find()) {
      return;
    }
    int from = at >= 0 ? at : node.appends ? node.bytes.length : node.position;
    change(node, new Write(now, from, Arrays.copyOf(bytes(text.group(1)), (int) count)));
    if (at < 0) {
      node.position = from + (int) count;
    }
  }

  private static void change(Node node, Write write) {
    if (node != null) {
      node.bytes = write.to(node.bytes);
      node.pending.add(write);
    }
  }

  private void name(Begun call) {
    if (call.node() != null) {
      throw new IllegalStateException("no model of " + call.call());
    }
    List<String> texts = texts(call.arguments());
    Path path = texts.isEmpty() ? null : absolute(call.arguments(), texts.get(texts.size() - 1));
    if (path == null || !path.startsWith(root) || path.equals(root)) {
      return;
    }
    switch (call.call()) {
      case "openat" -> open(path, call.arguments());
      case "mkdir", "mkdirat" -> put(path, new Node(true));
      case "unlink", "unlinkat", "rmdir" -> put(path, null);
      case "symlink", "symlinkat" -> {
        Node link = new Node(false);
        link.link = texts.get(0);
        put(path, link);
      }
      case "rename", "renameat", "renameat2" -> {
        Path from = absolute(call.arguments(), texts.get(0));
        Map<Name, Node> names = new HashMap<>();
        names.put(key(path), node(from));
        names.put(key(from), null);
        apply(new Naming(now, names));
      }
      default -> throw new IllegalStateException("no model of " + call.call());
    }
  }

  private static Path absolute(String arguments, String path) {
    Matcher folder = PATH.matcher(arguments);
    Path given = Path.of(path);
    return given.isAbsolute() || !folder.find()
        ? given.normalize()
        : Path.of(new String(bytes(folder.group(1)), StandardCharsets.UTF_8))
            .resolve(given)
            .normalize();
  }

  private Name key(Path path) {
    return new Name(node(path.getParent()), path.getFileName().toString());
  }

  private void open(Path path, String arguments) {
    Node node = node(path);
    if (node == null && arguments.contains("O_CREAT")) {
      node = new Node(false);
      put(path, node);
    }
    if (node == null || node.isFolder || arguments.contains("O_RDONLY")) {
      return;
    }
    node.position = 0;
    node.appends = arguments.contains("O_APPEND");
    if (arguments.contains("O_TRUNC") && node.bytes.length > 0) {
      change(node, new Write(now, 0, null));
    }
  }

  private void put(Path path, Node node) {
    Map<Name, Node> names = new HashMap<>();
    names.put(key(path), node);
    apply(new Naming(now, names));
  }

  private void apply(Naming naming) {
    naming.names().forEach((name, node) -> set(name.folder().names, name.name(), node));
    naming
        .names()
        .forEach(
            (name, node) -> {
              if (node != null) {
                node.parent = name.folder();
              }
            });
    namings.add(naming);
  }

  private static void set(Map<String, Node> names, String name, Node node) {
    if (node == null) {
      names.remove(name);
    } else {
      names.put(name, node);
    }
  }

  private void sync(Node node, long began) {
    if (node == null) {
      return;
    }
    while (!node.pending.isEmpty() && node.pending.get(0).when() < began) {
      node.sure = node.pending.remove(0).to(node.sure);
    }
    Set<Node> above = new HashSet<>();
    for (Node one = node; one != null; one = one.parent) {
      above.add(one);
    }
    Set<Name> needed = new HashSet<>();
    Set<Naming> sure = new HashSet<>();
    for (int i = namings.size() - 1; i >= 0; i--) {
      Naming naming = namings.get(i);
      boolean isMeant =
          naming.names().entrySet().stream()
              .anyMatch(e -> e.getKey().folder() == node || above.contains(e.getValue()));
      if (naming.when() < began && isMeant
          || naming.names().keySet().stream().anyMatch(needed::contains)) {
        sure.add(naming);
        needed.addAll(naming.names().keySet());
      }
    }
    namings.stream()
        .filter(sure::contains)
        .forEach(
            n -> n.names().forEach((name, one) -> set(name.folder().sureNames, name.name(), one)));
    namings.removeIf(sure::contains);
  }

  private void cut(String where) throws Exception {
    double kept = new double[] {0, 0.1, 0.5, 0.9, 1}[chance.nextInt(5)];
    Map<Node, Map<String, Node>> folders = new HashMap<>();
    Set<Name> lost = new HashSet<>();
    for (Naming naming : namings) {
      Set<Name> names = naming.names().keySet();
      if (names.stream().anyMatch(lost::contains) || chance.nextDouble() >= kept) {
        lost.addAll(names);
      } else {
        naming
            .names()
            .forEach(
                (name, node) ->
                    set(
                        folders.computeIfAbsent(name.folder(), f -> new TreeMap<>(f.sureNames)),
                        name.name(),
                        node));
      }
    }
    delete(found);
    lay(project, found, folders, kept);
    try {
      look(where);
    } catch (RuntimeException | SQLException e) {
      violation(where + ": " + e);
    }
  }

  private void lay(Node node, Path path, Map<Node, Map<String, Node>> folders, double kept)
      throws IOException {
    if (node.isFolder) {
      Files.createDirectories(path);
      for (var entry : folders.getOrDefault(node, node.sureNames).entrySet()) {
        lay(entry.getValue(), path.resolve(entry.getKey()), folders, kept);
      }
    } else if (!node.link.isEmpty()) {
      Files.createSymbolicLink(path, Path.of(node.link));
    } else if (!path.toString().endsWith("-shm")) {
      Files.write(path, torn(node, kept));
    }
  }

  private byte[] torn(Node node, double kept) {
    byte[] file = node.sure;
    for (Write write : node.pending) {
      if (write.bytes() == null) {
        file = chance.nextDouble() < kept ? write.to(file) : file;
        continue;
      }
      for (int from = 0; from < write.bytes().length; ) {
        int to = Math.min(write.bytes().length, from + SECTOR - (write.at() + from) % SECTOR);
        if (chance.nextDouble() < kept) {
          file =
              new Write(0, write.at() + from, Arrays.copyOfRange(write.bytes(), from, to)).to(file);
        }
        from = to;
      }
    }
    return file;
  }

  private void look(String where) throws Exception {
    Set<String> promised = new HashSet<>();
    Matcher task = TOLD.matcher(told.toString(StandardCharsets.UTF_8));
    while (task.find()) {
      promised.add(task.group(1));
    }
    Path state = found.resolve(".trainmaster");
    Set<String> succeeded = new HashSet<>();
    if (Files.exists(state.resolve("state.db"))) {
      opened++;
      StateFolder.open(state).close();
      try (Connection database =
          DriverManager.getConnection("jdbc:sqlite:" + state.resolve("state.db"))) {
        for (String answer : column(database, "PRAGMA integrity_check")) {
          if (!answer.equals("ok")) {
            violation(where + ": " + answer);
          }
        }
        succeeded.addAll(column(database, "SELECT id FROM task WHERE phase = 'SUCCEEDED'"));
        for (String digest : column(database, "SELECT DISTINCT digest FROM artifact")) {
          Path file = state.resolve("artifacts").resolve(digest.substring(0, 2)).resolve(digest);
          if (!Files.isRegularFile(file) || !digest(file).equals(digest)) {
            violation(
                where
                    + ": artifact "
                    + digest
                    + (Files.exists(file) ? " is not whole" : " is missing"));
          }
        }
      }
    }
    promised.removeAll(succeeded);
    if (!promised.isEmpty()) {
      violation(where + ": it was told that these had succeeded: " + promised);
    }
  }

  private static List<String> column(Connection database, String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (ResultSet rows = database.createStatement().executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }

  private static String digest(Path file) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }

  /** The model is right where what it has in the end is what is on the disk. */
  private void compare() throws IOException {
    try (Stream<Path> tree = Files.walk(root.resolve(".trainmaster"))) {
      for (Path path :
          tree.filter(p -> Files.isRegularFile(p, LinkOption.NOFOLLOW_LINKS)).toList()) {
        Node node = node(path);
        if (node == null || !Arrays.equals(node.bytes, Files.readAllBytes(path))) {
          violation("the model has " + (node == null ? "no " : "another ") + root.relativize(path));
        }
      }
    }
  }

  private static void delete(Path tree) throws IOException {
    if (Files.exists(tree)) {
      try (Stream<Path> paths = Files.walk(tree)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
