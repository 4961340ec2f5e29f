package io.trainmaster.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.dsl.check.SchemaLookup;
import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Explanation;
import io.trainmaster.dsl.diagnostic.SnippetRenderer;
import io.trainmaster.dsl.lint.Linter;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.dsl.source.SourceLimit;
import io.trainmaster.dsl.test.TestFailure;
import io.trainmaster.dsl.test.TestRunner;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every code is explained, by an example that has it and no other. */
class CodeTest {

  private static final Set<String> ITEMS =
      Set.of("edition", "import", "schema", "workflow", "workflo", "///");

  /** So that an example can be larger than it. */
  private static final SourceLimit SMALL = new SourceLimit(64);

  private static final WorkflowCompiler COMPILER = TestFiles.compiler();
  private static final Linter LINTER = new Linter(TestFiles.catalogue());

  /** An example is a file, or the statements of a workflow. */
  private static SourceFile file(Code code) {
    String example = code.explanation().example();
    boolean whole = ITEMS.contains(example.split("[ \n]", 2)[0]);
    String body = example.indent(2).replaceAll("(?m)^ +$", "");
    String head = isOfCheck(code) ? "" : "edition 1\n\n/// An example.\n";
    String text = whole ? example : head + "workflow example() {\n" + body + "}\n";
    String path = code.id() + ".train";
    return code == Code.FILE_TOO_LARGE ? SMALL.of(path, text) : new SourceFile(path, text);
  }

  private static boolean isOfCheck(Code code) {
    return code.id().startsWith("E");
  }

  /** The faults of a file, or of its tests where it has none; or what could be better in it. */
  private static List<Diagnostic> found(SourceFile file, Code code) {
    if (!isOfCheck(code)) {
      return LINTER.lint(file).all();
    }
    Compilation compilation = COMPILER.compile(file, SchemaLookup.NONE, TestFiles::imported);
    if (compilation.hasErrors()) {
      return compilation.diagnostics();
    } else if (!compilation.notes().isEmpty()) {
      return compilation.notes();
    }
    return new TestRunner(COMPILER.catalogue())
        .run(compilation, name -> true).stream()
            .flatMap(result -> result.failure().stream())
            .map(TestFailure::diagnostic)
            .toList();
  }

  @ParameterizedTest
  @EnumSource
  void theExampleHasTheFault(Code code) {
    SourceFile file = file(code);
    List<Diagnostic> found = found(file, code);

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
    assertThat(code.id()).matches(isOfCheck(code) ? "E\\d{4}" : "L\\d{4}");
  }
}
