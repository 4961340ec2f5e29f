package io.trainmaster.store.file;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a folder holds: its files with their sizes and digests, in the order of their paths. The
 * digest of a folder is that of its manifest's text, one line {@code DIGEST SIZE PATH} for each
 * file; empty folders are not told. A backslash and a line feed in a path are written {@code \\}
 * and {@code \n}.
 */
public record Manifest(List<Line> lines) {

  private static final String HEADING = "trainmaster folder 1\n";

  /** Copies the list. */
  public Manifest {
    lines = List.copyOf(lines);
  }

  /**
   * A file in the folder.
   *
   * @param path relative to the folder, with {@code /} between names
   */
  public record Line(String digest, long bytes, String path) {}

  /** The manifest of a folder as it is now. */
  static Manifest of(Path folder) throws IOException {
    List<Line> lines = new ArrayList<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            requireRegular(file, attributes);
            String path = folder.relativize(file).toString().replace('\\', '/');
            lines.add(new Line(digest(file), attributes.size(), path));
            return FileVisitResult.CONTINUE;
          }
        });
    lines.sort(Comparator.comparing(Line::path));
    return new Manifest(lines);
  }

  /** The manifest in a text that {@link #text} gave. */
  static Manifest parse(String text) throws IOException {
    if (!text.startsWith(HEADING)) {
      throw new IOException("not a manifest");
    }
    List<Line> lines = new ArrayList<>();
    for (String line : text.substring(HEADING.length()).split("\n")) {
      if (!line.isEmpty()) {
        lines.add(parseLine(line));
      }
    }
    return new Manifest(lines);
  }

  /** The text that the folder's digest is taken of. */
  String text() {
    StringBuilder text = new StringBuilder(HEADING);
    for (Line line : lines) {
      String path = line.path().replace("\\", "\\\\").replace("\n", "\\n");
      text.append("%s %d %s\n".formatted(line.digest(), line.bytes(), path));
    }
    return text.toString();
  }

  /** The folder's digest. */
  public String digest() {
    return Sha256.of(text());
  }

  /** The size of all files together. */
  long bytes() {
    return lines.stream().mapToLong(Line::bytes).sum();
  }

  /** The paths at which another manifest differs: changed, missing or added. */
  List<String> differences(Manifest other) {
    Map<String, Line> remaining = new LinkedHashMap<>();
    other.lines.forEach(line -> remaining.put(line.path(), line));
    List<String> differing = new ArrayList<>();
    for (Line line : lines) {
      if (!line.equals(remaining.remove(line.path()))) {
        differing.add(line.path());
      }
    }
    differing.addAll(remaining.keySet());
    return differing;
  }

  /** The SHA-256 of a file's bytes, in hexadecimal. */
  static String digest(Path file) throws IOException {
    return Sha256.of(file, LinkOption.NOFOLLOW_LINKS);
  }

  /** Refuses what is neither a file nor a folder: links could lead out of the artifact. */
  static void requireRegular(Path file, BasicFileAttributes attributes) throws IOException {
    if (!attributes.isRegularFile()) {
      throw new IOException(
          "%s is a %s; an artifact is made of files and folders"
              .formatted(file, attributes.isSymbolicLink() ? "symbolic link" : "special file"));
    }
  }

  private static Line parseLine(String line) throws IOException {
    String[] parts = line.split(" ", 3);
    if (parts.length < 3) {
      throw new IOException("not a line of a manifest: " + line);
    }
    try {
      return new Line(parts[0], Long.parseLong(parts[1]), unescape(parts[2]));
    } catch (NumberFormatException e) {
      throw new IOException("not a line of a manifest: " + line, e);
    }
  }

  private static String unescape(String path) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '\\' && i + 1 < path.length()) {
        i++;
        plain.append(path.charAt(i) == 'n' ? '\n' : '\\');
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }
}
