package io.trainmaster.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Explanation;
import io.trainmaster.dsl.diagnostic.Severity;
import io.trainmaster.dsl.diagnostic.SnippetRenderer;
import io.trainmaster.dsl.lint.Linted;
import io.trainmaster.dsl.lint.Linter;
import io.trainmaster.dsl.source.SourceFile;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every code is explained, by an example that has it and no other. */
class CodeTest {

  private static final Set<String> ITEMS =
      Set.of("edition", "schema", "workflow", "workflo", "///");
  private static final Linter LINTER = new Linter(TestFiles.catalogue());

  /** An example is a file, or the statements of a workflow. */
  private static SourceFile file(Code code) {
    String example = code.explanation().example();
    boolean whole = ITEMS.contains(example.split("[ \n]", 2)[0]);
    String body = example.indent(2).replaceAll("(?m)^ +$", "");
    String head = isError(code) ? "" : "edition 1\n\n/// An example.\n";
    String text = whole ? example : head + "workflow example() {\n" + body + "}\n";
    return new SourceFile(code.id() + ".train", text);
  }

  private static boolean isError(Code code) {
    return code.severity() == Severity.ERROR;
  }

  @ParameterizedTest
  @EnumSource
  void theExampleHasTheFault(Code code) {
    SourceFile file = file(code);
    Linted linted = LINTER.lint(file);
    List<Diagnostic> found = isError(code) ? linted.errors() : linted.all();

    String letters = new SnippetRenderer(false).render(file, found);
    assertThat(found.stream().map(Diagnostic::code).distinct()).as(letters).containsExactly(code);
    Path golden = Path.of("src/test/resources/errors/" + code.id() + ".err");
    assertThat(letters).isEqualTo(TestFiles.golden(golden, letters));
  }

  @ParameterizedTest
  @EnumSource
  void theExplanationIsWhole(Code code) {
    Explanation explanation = code.explanation();

    assertThat(explanation.cause()).endsWith(".");
    assertThat(explanation.mend()).endsWith(".");
    assertThat(explanation.text("  ")).startsWith(code.id() + ": " + code.title() + ".\n");
    assertThat(Code.of(code.id().toLowerCase(java.util.Locale.ROOT))).contains(code);
  }

  @ParameterizedTest
  @EnumSource
  void theIdIsItsOwn(Code code) {
    Set<String> ids = new HashSet<>();
    for (Code other : Code.values()) {
      assertThat(ids.add(other.id())).isTrue();
    }
    assertThat(code.id()).matches(isError(code) ? "E\\d{4}" : "L\\d{4}");
  }
}
