package io.trainmaster.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.trainmaster.dsl.check.SchemaLookup;
import io.trainmaster.dsl.diagnostic.SnippetRenderer;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.dsl.syntax.Parser;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExamplesTest {

  private final SnippetRenderer renderer = new SnippetRenderer(false);

  @Test
  void everyProductionParses() {
    for (String name : List.of("churn", "digits", "grammar")) {
      SourceFile file = TestFiles.source("examples/" + name + ".train");

      assertThat(renderer.render(file, Parser.parse(file).diagnostics())).isEmpty();
    }
  }

  @Test
  void theExamplesOutsideOfTheTreeParse() {
    assumeTrue(TestFiles.outsideExamples().isPresent(), "trainmaster.datasets is not set");
    Path folder = TestFiles.outsideExamples().orElseThrow();
    for (String name : List.of("churn", "digits", "etl", "monitor", "release")) {
      Path path = folder.resolve(name + ".train");
      SourceFile file = new SourceFile(path.toString(), TestFiles.text(path));

      assertThat(renderer.render(file, Parser.parse(file).diagnostics())).isEmpty();
    }
  }

  @Test
  void whatCanRunCompilesWithoutDiagnostics() {
    for (String name : List.of("churn", "digits")) {
      SourceFile file = TestFiles.source("examples/" + name + ".train");
      Compilation compilation = TestFiles.compiler().compile(file, SchemaLookup.NONE);

      assertThat(renderer.render(file, compilation.diagnostics())).isEmpty();
      assertThat(compilation.workflow(name)).isPresent();
    }
  }

  @Test
  void whatALaterReleaseRunsCompilesWithNotes() {
    for (String name : List.of("watch", "deliver", "trips")) {
      SourceFile file = TestFiles.source("examples/" + name + ".train");
      Compilation compilation =
          TestFiles.compiler().compile(file, SchemaLookup.NONE, TestFiles::imported);

      assertThat(renderer.render(file, compilation.diagnostics())).isEmpty();
      assertThat(compilation.workflow(name)).isPresent();
      Path golden = Path.of("src/test/resources/examples/" + name + ".notes");
      String notes = renderer.render(file, compilation.later(name));
      assertThat(notes).isEqualTo(TestFiles.golden(golden, notes));
    }
  }

  @Test
  void theExamplesOutsideOfTheTreeCompile() {
    assumeTrue(TestFiles.outsideExamples().isPresent(), "trainmaster.datasets is not set");
    Path folder = TestFiles.outsideExamples().orElseThrow();
    for (String name : List.of("churn", "digits", "etl", "monitor", "release")) {
      SourceFile file = outside(folder, name + ".train");
      Compilation compilation =
          TestFiles.compiler()
              .compile(file, SchemaLookup.NONE, (from, path) -> Optional.of(outside(folder, path)));

      assertThat(renderer.render(file, compilation.diagnostics())).isEmpty();
      assertThat(compilation.workflows()).hasSize(1);
    }
  }

  private static SourceFile outside(Path folder, String name) {
    return new SourceFile(name, TestFiles.text(folder.resolve(name)));
  }
}
