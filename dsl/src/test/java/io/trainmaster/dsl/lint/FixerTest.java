package io.trainmaster.dsl.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.dsl.Compilation;
import io.trainmaster.dsl.TestFiles;
import io.trainmaster.dsl.check.SchemaLookup;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.SnippetRenderer;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.dsl.syntax.Parser;
import io.trainmaster.model.CanonicalText;
import io.trainmaster.model.Evaluator;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Fixing never changes what a file means, loses no comment, and leaves nothing to fix. */
class FixerTest {

  private static final int PROGRAMS = 400;
  private static final Linter LINTER = new Linter(TestFiles.catalogue());
  private static final Fixer FIXER = new Fixer(LINTER);

  private static String fixed(String text) {
    return FIXER.fix(new SourceFile("test.train", text)).file().text();
  }

  private static Compilation compilation(String text) {
    return TestFiles.compiler().compile(new SourceFile("test.train", text), SchemaLookup.NONE);
  }

  private static List<String> comments(String text) {
    SourceFile file = new SourceFile("test.train", text);
    return Parser.parse(file).tokens().stream()
        .flatMap(token -> token.comments().stream())
        .map(comment -> file.text(comment.span()))
        .toList();
  }

  private static long seed() {
    Long given = Long.getLong("trainmaster.fuzz.seed");
    return given != null ? given : new Random().nextLong() >>> 1;
  }

  /** The file with its fixes, which are idempotent and lose nothing. */
  private static String fixedWhole(String text) {
    Compilation before = compilation(text);
    assertThat(new SnippetRenderer(false).render(before.file(), before.diagnostics()))
        .as(text)
        .isEmpty();
    String fixed = fixed(text);
    assertThat(compilation(fixed).diagnostics()).as(fixed).isEmpty();
    assertThat(comments(fixed)).as(text + "\nfixed to\n" + fixed).isEqualTo(comments(text));
    assertThat(fixed(fixed)).as(text).isEqualTo(fixed);
    assertThat(LINTER.lint(new SourceFile("test.train", fixed)).findings())
        .as(fixed)
        .noneMatch(Fixer::isMechanical);
    return fixed;
  }

  @Test
  void theGraphIsTheSameToTheLastByte() {
    long seed = seed();
    System.out.println("seed of the programs that are fixed: " + seed);
    int changed = 0;
    for (int i = 0; i < PROGRAMS; i++) {
      String text = LintProgramGenerator.program(seed + i, false);
      String fixed = fixedWhole(text);
      changed += fixed.equals(text) ? 0 : 1;

      assertThat(hashes(fixed)).as("%s%nfixed to%n%s", text, fixed).isEqualTo(hashes(text));
    }
    assertThat(changed).isGreaterThan(PROGRAMS / 2);
  }

  private static List<String> hashes(String text) {
    return compilation(text).workflows().stream().map(CanonicalText::sha256).toList();
  }

  @Test
  void conditionsDecideTheSame() {
    long seed = seed();
    System.out.println("seed of the conditions that are fixed: " + seed);
    for (int i = 0; i < PROGRAMS; i++) {
      String text = LintProgramGenerator.program(seed + i, true);
      String fixed = fixedWhole(text);

      assertThat(decisions(fixed)).as("%s%nfixed to%n%s", text, fixed).isEqualTo(decisions(text));
    }
  }

  /** What each gate decides for all values of the parameters, and all else as it is. */
  private static List<String> decisions(String text) {
    List<String> decisions = new ArrayList<>();
    for (WorkflowGraph workflow : compilation(text).workflows()) {
      for (TaskSpec task : workflow.tasks()) {
        if (task instanceof TaskSpec.Gate gate) {
          decisions.add(gate.id() + " " + gate.after() + " " + truths(gate));
        } else {
          decisions.add(CanonicalText.of(task));
        }
      }
    }
    return decisions;
  }

  private static String truths(TaskSpec.Gate gate) {
    StringBuilder truths = new StringBuilder();
    for (int i = 0; i < 28; i++) {
      Map<String, Value> parameters =
          Map.of(
              "a", new Value.Bool((i & 1) > 0),
              "b", new Value.Bool((i & 2) > 0),
              "n", new Value.Int(i >> 2));
      Evaluator evaluator = new Evaluator(parameters, task -> Value.ABSENT);
      truths.append(evaluator.test(gate.condition()) ? '1' : '0');
    }
    return truths.toString();
  }

  @Test
  void fixesOfTheCorpusAreAsAgreed() {
    for (Path path : List.of(Path.of("src/test/resources/lint/conditions/bools.train"))) {
      String fixed = fixed(TestFiles.text(path));
      Path golden = path.resolveSibling("bools.fixed");

      assertThat(fixed).isEqualTo(TestFiles.golden(golden, fixed));
    }
  }

  @Test
  void keepsLineEndsAndByteOrderMark() {
    assertThat(fixed("\uFEFF/// A.\r\nworkflow w() {\r\n}\r\n"))
        .isEqualTo("\uFEFFedition 1\r\n\r\n/// A.\r\nworkflow w() {\r\n}\r\n");
  }

  @Test
  void leavesAFileWithFaultsOfFormAlone() {
    String text = "workflow w( {\n  `x` = 1\n";

    assertThat(fixed(text)).isEqualTo(text);
  }

  @Test
  void fixesWhatStandsBesideAnError() {
    String text = "edition 1\n\nworkflow a() {\n  x = nothing()\n}\n\nworkflow `b`() {\n}\n";

    assertThat(fixed(text)).isEqualTo(text.replace("`", ""));
  }

  @Test
  void findsNothingThatIsNotSure() {
    List<Diagnostic> found =
        LINTER
            .lint(new SourceFile("t", "workflow w(data: Path) {\n  a = ingest.cvs(1)\n}\n"))
            .findings();

    assertThat(found).isEmpty();
  }
}
