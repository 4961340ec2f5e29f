import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Carries out the system calls of a log of strace: on a model of the disk those of the project's
 * files, and by heart those of some files outside, which no cut takes anything from.
 */
final class Calls {

  private static final Pattern LINE = Pattern.compile("^(\\d+) +(.*)$");
  private static final Pattern ANSWER = Pattern.compile("\\) += (-?\\d+)(.*)$");
  private static final Pattern TEXT = Pattern.compile("\"((?:\\\\x[0-9a-f]{2})*)\"");
  private static final Pattern PATH = Pattern.compile("<((?:\\\\x[0-9a-f]{2})*)>");

  /** A call that has begun and not ended. */
  private record Begun(String call, String arguments, long when, Disk.Node node) {}

  private final Disk disk;
  private final Path told;
  private final Map<String, ByteArrayOutputStream> outside = new LinkedHashMap<>();
  private final Pattern ignored;
  private final Map<String, Begun> begun = new HashMap<>();
  private long now;

  /**
   * @param told the folder of the files outside, which are only ever written to at their end
   * @param ignored of the paths whose syncs the disk ignores
   */
  Calls(Disk disk, Path told, Pattern ignored) {
    this.disk = disk;
    this.told = told;
    this.ignored = ignored;
  }

  /** The whole lines that each of the files outside has now, by the file's name. */
  Map<String, List<String>> told() {
    Map<String, List<String>> lines = new LinkedHashMap<>();
    outside.forEach(
        (name, bytes) -> {
          String text = bytes.toString(StandardCharsets.UTF_8);
          lines.put(name, text.substring(0, text.lastIndexOf('\n') + 1).lines().toList());
        });
    return lines;
  }

  /** Whether a line of the log is about any of the files. */
  boolean concerns(String line) {
    return line.contains("resumed>")
        || line.contains(hex(disk.root() + "/"))
        || line.contains(hex(told + "/"));
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

  /** Carries out a line of the log. */
  void replay(String line) throws IOException {
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
    Disk.Node node = null;
    Matcher path = PATH.matcher(arguments);
    boolean hasPath = path.find();
    boolean isOfHandle =
        !call.contains("at") || List.of("pwrite64", "ftruncate", "fdatasync").contains(call);
    if (hasPath && isOfHandle) {
      node = disk.node(Path.of(path(path)));
    }
    if (hasPath && call.equals("write") && Path.of(path(path)).startsWith(told)) {
      Matcher text = TEXT.matcher(arguments);
      String name = told.relativize(Path.of(path(path))).toString();
      ByteArrayOutputStream file =
          outside.computeIfAbsent(name, any -> new ByteArrayOutputStream());
      file.write(text.find() ? bytes(text.group(1)) : new byte[0]);
    }
    boolean isIgnored =
        call.endsWith("sync") && node != null && ignored.matcher(path(path)).matches();
    return new Begun(call, arguments, now, isIgnored ? null : node);
  }

  private static String path(Matcher path) {
    return new String(bytes(path.group(1)), StandardCharsets.UTF_8);
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
        Disk.change(
            call.node(),
            new Disk.Write(now, length.find() ? Integer.parseInt(length.group(1)) : 0, null));
      }
      case "fsync", "fdatasync" -> disk.sync(call.node(), call.when());
      default -> name(call);
    }
  }

  private void write(Disk.Node node, int at, String arguments, long count) {
    Matcher text = TEXT.matcher(arguments);
    if (node == null || !text.find()) {
      return;
    }
    int from = at >= 0 ? at : node.appends ? node.bytes.length : node.position;
    Disk.change(node, new Disk.Write(now, from, Arrays.copyOf(bytes(text.group(1)), (int) count)));
    if (at < 0) {
      node.position = from + (int) count;
    }
  }

  private void name(Begun call) {
    if (call.node() != null) {
      throw new IllegalStateException("no model of " + call.call());
    }
    List<String> texts = texts(call.arguments());
    Path path = texts.isEmpty() ? null : absolute(call.arguments(), texts.get(texts.size() - 1));
    if (path == null || !path.startsWith(disk.root()) || path.equals(disk.root())) {
      return;
    }
    switch (call.call()) {
      case "openat" -> open(path, call.arguments());
      case "mkdir", "mkdirat" -> disk.put(path, new Disk.Node(true), now);
      case "unlink", "unlinkat", "rmdir" -> disk.put(path, null, now);
      case "symlink", "symlinkat" -> {
        Disk.Node link = new Disk.Node(false);
        link.link = texts.get(0);
        disk.put(path, link, now);
      }
      case "rename", "renameat", "renameat2" ->
          disk.rename(absolute(call.arguments(), texts.get(0)), path, now);
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

  private void open(Path path, String arguments) {
    Disk.Node node = disk.node(path);
    if (node == null && arguments.contains("O_CREAT")) {
      node = new Disk.Node(false);
      disk.put(path, node, now);
    }
    if (node == null || node.isFolder || arguments.contains("O_RDONLY")) {
      return;
    }
    node.position = 0;
    node.appends = arguments.contains("O_APPEND");
    if (arguments.contains("O_TRUNC") && node.bytes.length > 0) {
      Disk.change(node, new Disk.Write(now, 0, null));
    }
  }
}
