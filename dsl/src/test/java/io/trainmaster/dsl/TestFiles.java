package io.trainmaster.dsl;

import io.trainmaster.dsl.catalogue.Catalogue;
import io.trainmaster.dsl.check.SchemaLookup;
import io.trainmaster.dsl.source.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The resources of the tests, and a compiler for them. */
public final class TestFiles {

  private static final Path RESOURCES = Path.of("src/test/resources");

  private TestFiles() {}

  /** The operators that the tests use. */
  public static Catalogue catalogue() {
    return Catalogue.read(List.of(source("catalogue/operators.train"))).withLater();
  }

  /** A compiler with those operators. */
  public static WorkflowCompiler compiler() {
    return new WorkflowCompiler(catalogue());
  }

  /** Imported files: those in the folder {@code imported}. */
  public static Optional<SourceFile> imported(SourceFile from, String path) {
    Path file = RESOURCES.resolve("imported").resolve(path);
    return Files.isRegularFile(file)
        ? Optional.of(new SourceFile(path, text(file)))
        : Optional.empty();
  }

  /** What becomes of a text. */
  public static Compilation compile(String text) {
    return compiler().compile(new SourceFile("test.train", text), SchemaLookup.NONE);
  }

  /** A resource as a file that messages call by its last name. */
  public static SourceFile source(String resource) {
    return new SourceFile(Path.of(resource).getFileName().toString(), text(resource));
  }

  /** A resource's text. */
  public static String text(String resource) {
    return text(RESOURCES.resolve(resource));
  }

  /** A file's text. */
  public static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The resources in a folder with an ending, by name. */
  public static List<Path> list(String folder, String ending) {
    return files(RESOURCES.resolve(folder), ending).toList();
  }

  /** The files in a folder with an ending, by name. */
  public static Stream<Path> files(Path folder, String ending) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder with the example workflows outside of the tree, where a setting names one. */
  public static Optional<Path> outsideExamples() {
    String datasets = System.getProperty("trainmaster.datasets", "");
    return datasets.isEmpty()
        ? Optional.empty()
        : Optional.of(Path.of(datasets).resolveSibling("examples")).filter(Files::isDirectory);
  }

  /** Compares with a file of what was agreed, or writes it where that is asked for. */
  public static String golden(Path file, String actual) {
    try {
      if (Boolean.getBoolean("trainmaster.golden.write") || !Files.exists(file)) {
        Files.writeString(file, actual);
        if (!Boolean.getBoolean("trainmaster.golden.write")) {
          return "There was no " + file + "; it was written, look at it.";
        }
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
