package io.trainmaster.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.dsl.catalogue.Catalogue;
import io.trainmaster.dsl.check.SchemaLookup;
import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Severity;
import io.trainmaster.dsl.diagnostic.SnippetRenderer;
import io.trainmaster.dsl.lint.Fixer;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.dsl.test.TestFailure;
import io.trainmaster.dsl.test.TestResult;
import io.trainmaster.dsl.test.TestRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the reference says is so. */
class ReadmeTest {

  private static final Path README = Path.of("README.md");

  private static List<String> snippets(String language) {
    List<String> snippets = new ArrayList<>();
    String text = TestFiles.text(README);
    String fence = "```" + language + "\n";
    for (int at = text.indexOf(fence); at >= 0; at = text.indexOf(fence, at + 1)) {
      int start = at + fence.length();
      snippets.add(text.substring(start, text.indexOf("```", start)));
    }
    return snippets;
  }

  @Test
  void everyWorkflowCompiles() {
    assertThat(snippets("train")).hasSizeGreaterThanOrEqualTo(4);
    for (String snippet : snippets("train")) {
      SourceFile file = new SourceFile("README.md", snippet);
      Compilation compilation =
          TestFiles.compiler().compile(file, SchemaLookup.NONE, TestFiles::imported);

      assertThat(new SnippetRenderer(false).render(file, compilation.diagnostics())).isEmpty();
      assertThat(compilation.workflows()).isNotEmpty();
    }
  }

  @Test
  void everyTestPasses() {
    List<TestResult> results = new ArrayList<>();
    for (String snippet : snippets("train")) {
      results.addAll(results("README.md", snippet));
    }

    assertThat(results).hasSizeGreaterThanOrEqualTo(4).allMatch(TestResult::passed);
  }

  @Test
  void aTestThatFailsReadsAsItSays() {
    String snippet = snippets("train-fails").get(0);
    TestFailure failure = results("small.train", snippet).get(0).failure().orElseThrow();
    StringBuilder letter =
        new StringBuilder(
            new SnippetRenderer(false)
                .render(new SourceFile("small.train", snippet), failure.diagnostic()));
    failure.facts().forEach(fact -> letter.append("     = ").append(fact).append('\n'));

    assertThat(letter).hasToString(snippets("letter").get(0));
  }

  private static List<TestResult> results(String path, String snippet) {
    SourceFile file = new SourceFile(path, snippet);
    Compilation compilation = TestFiles.compiler().compile(file, SchemaLookup.NONE);
    return new TestRunner(TestFiles.catalogue()).run(compilation, name -> true);
  }

  @Test
  void everyCatalogueCanBeRead() {
    for (String snippet : snippets("catalogue")) {
      Catalogue catalogue = Catalogue.read(List.of(new SourceFile("README.md", snippet)));

      assertThat(catalogue.operators()).isNotEmpty();
    }
  }

  @Test
  void theTableOfCodesIsWhole() throws IOException {
    StringBuilder table = new StringBuilder("| code | what |\n|---|---|\n");
    for (Code code : Code.values()) {
      if (code.severity() == Severity.ERROR) {
        table.append("| ").append(code.id()).append(" | ").append(code.title()).append(" |\n");
      }
    }
    isWhole("codes", table.toString());
  }

  @Test
  void theTableOfFindingsIsWhole() throws IOException {
    StringBuilder table = new StringBuilder("| code | | `--fix` | what |\n|---|---|---|---|\n");
    for (Code code : Code.values()) {
      if (code.severity() != Severity.ERROR) {
        table.append("| ").append(code.id());
        table.append(" | ").append(code.severity().word());
        table.append(" | ").append(Fixer.isMechanical(code) ? "yes" : "");
        table.append(" | ").append(code.title()).append(" |\n");
      }
    }
    isWhole("findings", table.toString());
  }

  private static void isWhole(String name, String table) throws IOException {
    String start = "<!-- " + name + " -->\n";
    String end = "<!-- end of " + name + " -->";
    String text = TestFiles.text(README);
    int from = text.indexOf(start) + start.length();
    int to = text.indexOf(end);
    if (Boolean.getBoolean("trainmaster.golden.write")) {
      Files.writeString(README, text.substring(0, from) + table + text.substring(to));
      return;
    }

    assertThat(text.substring(from, to)).isEqualTo(table);
  }
}
