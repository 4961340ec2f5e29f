package io.trainmaster.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.dsl.check.SchemaLookup;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.SnippetRenderer;
import io.trainmaster.dsl.source.SourceFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Mistakes put one by one into workflows without any: each gives one diagnostic, at its place. */
public class MistakesTest {

  private static final Path LIST = Path.of("src/test/resources/errors/mistakes.txt");
  private static final Path GOLDEN = Path.of("src/test/resources/errors/mistakes.err");

  private record Mistake(String file, String before, String after, String code, String guilty) {

    static Mistake parse(String line) {
      String[] parts = line.split(" \\| ", -1);
      String[] change = parts[1].split(" => ?", -1);
      return new Mistake(
          parts[0],
          change[0].replace("\\n", "\n"),
          change[1].replace("\\n", "\n"),
          parts[2],
          parts[3]);
    }

    SourceFile source() {
      String text = TestFiles.text("examples/" + file + ".train");
      int at = text.indexOf(before);
      assertThat(at).as("`%s` stands in %s.train", before, file).isNotNegative();
      return new SourceFile(
          file + ".train", text.substring(0, at) + after + text.substring(at + before.length()));
    }

    String title() {
      return "## " + before.replace("\n", "\\n") + "  =>  " + after.replace("\n", "\\n") + "\n";
    }
  }

  private static List<Mistake> mistakes() {
    return TestFiles.text(LIST)
        .lines()
        .filter(line -> !line.startsWith("#") && !line.isBlank())
        .map(Mistake::parse)
        .toList();
  }

  /** The workflows with the mistakes in them. */
  public static List<SourceFile> sources() {
    return mistakes().stream().map(Mistake::source).toList();
  }

  @Test
  void thereAreMany() {
    assertThat(mistakes()).hasSizeGreaterThanOrEqualTo(60);
  }

  @Test
  void eachMistakeIsToldOnceWithItsCodeAtItsPlace() {
    WorkflowCompiler compiler = TestFiles.compiler();
    List<String> wrong = new ArrayList<>();
    for (Mistake mistake : mistakes()) {
      SourceFile source = mistake.source();
      List<Diagnostic> found = compiler.compile(source, SchemaLookup.NONE).diagnostics();
      boolean right =
          found.size() == 1
              && found.get(0).code().id().equals(mistake.code())
              && source.text(found.get(0).span()).equals(mistake.guilty());
      if (!right) {
        String expected = mistake.code() + " at `" + mistake.guilty() + "`\n";
        wrong.add(mistake.title() + expected + new SnippetRenderer(false).render(source, found));
      }
    }
    assertThat(String.join("\n", wrong)).isEmpty();
  }

  @Test
  void theLettersReadAsAgreed() {
    WorkflowCompiler compiler = TestFiles.compiler();
    StringBuilder letters = new StringBuilder();
    for (Mistake mistake : mistakes()) {
      SourceFile source = mistake.source();
      List<Diagnostic> found = compiler.compile(source, SchemaLookup.NONE).diagnostics();
      letters.append(mistake.title());
      letters.append(new SnippetRenderer(false).render(source, found)).append('\n');
    }
    assertThat(letters).hasToString(TestFiles.golden(GOLDEN, letters.toString()));
  }
}
