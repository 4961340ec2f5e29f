import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A model of the files below a folder, and of what a machine finds of them after a power cut.
 *
 * <p>What is written to a file is sure to be there once a sync of that file that began later has
 * ended; until then each piece of 512 bytes is there or not. A change of names (a file or folder
 * that is made, renamed or removed) is sure once its folder, or the file that it names, or what is
 * below the folder that it names, is synced, as ext4 does it; until then it is there or not, a
 * rename as a whole, and none without the earlier ones of the same names. Which of these are there
 * is drawn by chance.
 */
final class Disk {

  private static final int SECTOR = 512;

  /** A file, a folder or a link; what it holds now and what is sure to be there. */
  static final class Node {
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
  record Write(long when, int at, byte[] bytes) {

    byte[] to(byte[] file) {
      if (bytes == null) {
        return Arrays.copyOf(file, at);
      }
      byte[] larger = Arrays.copyOf(file, Math.max(file.length, at + bytes.length));
      System.arraycopy(bytes, 0, larger, at, bytes.length);
      return larger;
    }
  }

  record Name(Node folder, String name) {}

  /** What names mean from now on: one for what is made or removed, two for a rename. */
  record Naming(long when, Map<Name, Node> names) {}

  private final Path root;
  private final Node top = new Node(true);
  private final List<Naming> namings = new ArrayList<>();

  Disk(Path root) {
    this.root = root;
  }

  Path root() {
    return root;
  }

  /** What a path names now, or null. */
  Node node(Path path) {
    if (path == null || !path.startsWith(root)) {
      return null;
    }
    Node node = top;
    for (Path name : root.relativize(path)) {
      if (!name.toString().isEmpty()) {
        node = node == null ? null : node.names.get(name.toString());
      }
    }
    return node;
  }

  /** Changes what a file holds. */
  static void change(Node node, Write write) {
    if (node != null) {
      node.bytes = write.to(node.bytes);
      node.pending.add(write);
    }
  }

  private Name key(Path path) {
    return new Name(node(path.getParent()), path.getFileName().toString());
  }

  /** A file is renamed, in place of what had the name. */
  void rename(Path from, Path to, long when) {
    Map<Name, Node> names = new HashMap<>();
    names.put(key(to), node(from));
    names.put(key(from), null);
    apply(new Naming(when, names));
  }

  /** A path names a file or folder from now on, or nothing. */
  void put(Path path, Node node, long when) {
    Map<Name, Node> names = new HashMap<>();
    names.put(key(path), node);
    apply(new Naming(when, names));
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

  /** A file or folder is synced; what was done before that began is sure. */
  void sync(Node node, long began) {
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

  /** Lays out what is found after a cut at this moment, in an empty folder. */
  void cut(Path found, Random chance) throws IOException {
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
    new Layout(folders, kept, chance).lay(top, found);
  }

  /** One draw of what is there. */
  private record Layout(Map<Node, Map<String, Node>> folders, double kept, Random chance) {

    void lay(Node node, Path path) throws IOException {
      if (node.isFolder) {
        Files.createDirectories(path);
        for (var entry : folders.getOrDefault(node, node.sureNames).entrySet()) {
          lay(entry.getValue(), path.resolve(entry.getKey()));
        }
      } else if (!node.link.isEmpty()) {
        Files.createSymbolicLink(path, Path.of(node.link));
      } else if (!path.toString().endsWith("-shm")) {
        Files.write(path, torn(node));
      }
    }

    private byte[] torn(Node node) {
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
                new Write(0, write.at() + from, Arrays.copyOfRange(write.bytes(), from, to))
                    .to(file);
          }
          from = to;
        }
      }
      return file;
    }
  }

  /** Where the model is wrong: it is right where what it has in the end is what is on the disk. */
  List<String> differences(Path folder) throws IOException {
    List<String> differences = new ArrayList<>();
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path :
          tree.filter(p -> Files.isRegularFile(p, LinkOption.NOFOLLOW_LINKS)).toList()) {
        Node node = node(path);
        if (node == null || !Arrays.equals(node.bytes, Files.readAllBytes(path))) {
          differences.add(
              "the model has " + (node == null ? "no " : "another ") + root.relativize(path));
        }
      }
    }
    return differences;
  }

  /** Copies a tree with its links. */
  static void copy(Path tree, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(tree)) {
      for (Path path : paths.toList()) {
        Path target = to.resolve(tree.relativize(path).toString());
        Files.createDirectories(target.getParent());
        Files.copy(path, target, LinkOption.NOFOLLOW_LINKS);
      }
    }
  }

  static void delete(Path tree) throws IOException {
    if (Files.exists(tree)) {
      try (Stream<Path> paths = Files.walk(tree)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
