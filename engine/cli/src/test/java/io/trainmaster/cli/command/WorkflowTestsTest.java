package io.trainmaster.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.trainmaster.dsl.Compilation;
import io.trainmaster.dsl.WorkflowCompiler;
import io.trainmaster.dsl.catalogue.Catalogue;
import io.trainmaster.dsl.check.SchemaLookup;
import io.trainmaster.dsl.diagnostic.SnippetRenderer;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.dsl.test.TestResult;
import io.trainmaster.dsl.test.TestRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The tests beside the workflows that come with the program, with the operators it has. */
class WorkflowTestsTest {
  private static Path root;
  private static Catalogue catalogue;

  @BeforeAll
  static void readOperators() throws IOException {
    String property = System.getProperty("trainmaster.root", "");
    assumeTrue(!property.isEmpty(), "trainmaster.root names no source tree");
    root = Path.of(property);
    List<SourceFile> catalogues = new ArrayList<>();
    for (String module : List.of("jobs/host", "jobs/spark", "jobs/dl4j", "engine/runtime")) {
      Path file =
          root.resolve(module).resolve("target/classes/META-INF/trainmaster/operators.train");
      assumeTrue(Files.exists(file), module + " has not been built");
      catalogues.add(new SourceFile(module, Files.readString(file)));
    }
    catalogue = Catalogue.read(catalogues).withLater();
  }

  private static List<Compilation> compiled(Path folder) throws IOException {
    List<Compilation> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".train")).sorted().toList()) {
        SourceFile source = new SourceFile(file.getFileName().toString(), Files.readString(file));
        all.add(
            new WorkflowCompiler(catalogue)
                .compile(source, SchemaLookup.NONE, (from, path) -> read(folder.resolve(path))));
      }
    }
    return all;
  }

  private static Optional<SourceFile> read(Path file) {
    try {
      return Optional.of(new SourceFile(file.getFileName().toString(), Files.readString(file)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static void pass(Compilation compilation) {
    for (TestResult result : new TestRunner(catalogue).run(compilation, name -> true)) {
      assertThat(result.failure()).as(compilation.file() + ": " + result.name()).isEmpty();
    }
  }

  @Test
  void everyWorkflowHasTestsAndTheyPass() throws IOException {
    for (Compilation compilation : compiled(root.resolve("conf/workflows"))) {
      assertThat(new SnippetRenderer(false).render(compilation.file(), compilation.diagnostics()))
          .isEmpty();
      assertThat(compilation.tests()).as(compilation.file().path()).isNotEmpty();
      pass(compilation);
    }
  }

  @Test
  void theExamplesOutsideOfTheTreePass() throws IOException {
    String datasets = System.getProperty("trainmaster.datasets", "");
    assumeTrue(!datasets.isEmpty(), "trainmaster.datasets is not set");
    Path folder = Path.of(datasets).resolveSibling("examples");
    assumeTrue(Files.isDirectory(folder), "there are no examples beside the data sets");
    int tests = 0;
    for (Compilation compilation : compiled(folder)) {
      assertThat(new SnippetRenderer(false).render(compilation.file(), compilation.diagnostics()))
          .isEmpty();
      pass(compilation);
      tests += compilation.tests().size();
    }
    assertThat(tests).isPositive();
  }
}
