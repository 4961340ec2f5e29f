package io.trainmaster.dsl;

import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.source.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A workflow with planted mistakes. A comment {@code # expect E0301 raww} at the end of a line says
 * that this line, and in it this text, is told with this code; {@code #^ expect} says it of the
 * line above, for mistakes that a comment would hide. Without a text only the line counts.
 */
record CorpusFile(Path path, SourceFile source) {

  private static final Path ERRORS = Path.of("src/test/resources/errors");
  private static final Path FINDINGS = Path.of("src/test/resources/lint");

  private static final Pattern MARKER =
      Pattern.compile("#(\\^*) expect ([EL]\\d{4})(?: (.*?))?(?=$|\\s+#\\^* expect)");

  /**
   * A planted mistake.
   *
   * @param guilty what the carets are under; empty where that is not said
   */
  record Planted(int line, String code, String guilty) {}

  /** All files with errors, by folder and name. */
  static List<CorpusFile> all() {
    return in(ERRORS);
  }

  /** All files that could be better, by folder and name. */
  static List<CorpusFile> findings() {
    return in(FINDINGS);
  }

  private static List<CorpusFile> in(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".train"))
          .sorted()
          .map(CorpusFile::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CorpusFile read(Path path) {
    try {
      String name = path.getFileName().toString();
      return new CorpusFile(path, SourceFile.decode(name, Files.readAllBytes(path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The mistakes in the order of the text. */
  List<Planted> planted() {
    List<Planted> planted = new ArrayList<>();
    for (int line = 1; line <= source.lines().count(); line++) {
      Matcher marker = MARKER.matcher(source.lines().text(line));
      while (marker.find()) {
        String guilty = marker.group(3) == null ? "" : marker.group(3).strip();
        planted.add(new Planted(line - marker.group(1).length(), marker.group(2), guilty));
      }
    }
    return planted;
  }

  /** What was told, in the same form. */
  Planted told(Diagnostic diagnostic, boolean guilty) {
    String text = source.text(diagnostic.span());
    return new Planted(
        source.line(diagnostic.span()),
        diagnostic.code().id(),
        guilty ? text.lines().findFirst().orElse("") : "");
  }

  /** The file where what was agreed to be told stands. */
  Path golden() {
    String name = path.toString();
    return Path.of(name.substring(0, name.length() - "train".length()) + "err");
  }

  /** The folder, which says what kind of mistakes these are. */
  String folder() {
    return path.getParent().getFileName().toString();
  }

  @Override
  public String toString() {
    return folder() + "/" + path.getFileName();
  }
}
