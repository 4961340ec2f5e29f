package io.trainmaster.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.dsl.CorpusFile.Planted;
import io.trainmaster.dsl.check.SchemaLookup;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.SnippetRenderer;
import io.trainmaster.dsl.source.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Planted mistakes: each is told once, where it is, and nothing else is told. */
class CorpusTest {

  /** What a mend leaves to be filled in. */
  private static final char BLANK = '…';

  private static final WorkflowCompiler COMPILER = TestFiles.compiler();

  static Stream<CorpusFile> files() {
    return CorpusFile.all().stream();
  }

  private static List<Diagnostic> told(SourceFile source) {
    return COMPILER.compile(source, SchemaLookup.NONE, TestFiles::imported).diagnostics();
  }

  private static String letters(SourceFile source, List<Diagnostic> told) {
    return new SnippetRenderer(false).render(source, told);
  }

  @Test
  void everyKindOfMistakeIsThere() {
    Map<String, Integer> folders = new TreeMap<>();
    files().forEach(file -> folders.merge(file.folder(), 1, Integer::sum));

    System.out.println("files of mistakes: " + folders);
    assertThat(folders)
        .containsOnlyKeys(
            "columns",
            "flow",
            "imports",
            "later",
            "lexical",
            "names",
            "operators",
            "resources",
            "search",
            "several",
            "shapes",
            "syntactic",
            "tests",
            "time",
            "types",
            "units",
            "workflows");
    assertThat(folders.get("several")).isGreaterThanOrEqualTo(12);
    assertThat(folders.values().stream().mapToInt(count -> count).sum())
        .isGreaterThanOrEqualTo(150);
  }

  @ParameterizedTest
  @MethodSource("files")
  void eachMistakeIsToldOnceAndNothingElse(CorpusFile file) {
    List<Planted> planted = file.planted();
    List<Diagnostic> told = told(file.source());

    assertThat(file.source().text()).as("says what is wrong first").startsWith("# ");
    assertThat(planted).as("mistakes are marked").isNotEmpty();
    List<Planted> found = new ArrayList<>();
    for (int i = 0; i < told.size(); i++) {
      boolean guilty = i < planted.size() && !planted.get(i).guilty().isEmpty();
      found.add(file.told(told.get(i), guilty));
    }
    assertThat(found).as(letters(file.source(), told)).isEqualTo(planted);
  }

  @ParameterizedTest
  @MethodSource("files")
  void theLettersReadAsAgreed(CorpusFile file) {
    String letters = letters(file.source(), told(file.source()));

    assertThat(letters).isEqualTo(TestFiles.golden(file.golden(), letters));
  }

  /** A mend may leave places to fill in, marked with an ellipsis; nothing else may be wrong. */
  @ParameterizedTest
  @MethodSource("files")
  void eachMendRemovesItsMistakeAlone(CorpusFile file) {
    List<Diagnostic> told = told(file.source());
    for (Diagnostic diagnostic : told) {
      if (diagnostic.mend().isEmpty()) {
        continue;
      }
      Diagnostic.Mend mend = diagnostic.mend().get();
      SourceFile mended = mended(file.source(), mend);
      List<Diagnostic> left = told(mended).stream().filter(one -> !isBlank(mended, one)).toList();

      assertThat(left)
          .as("%s%nmended to%n%s%n%s", mend, mended.text(), letters(mended, left))
          .hasSize(told.size() - 1);
    }
  }

  private static SourceFile mended(SourceFile source, Diagnostic.Mend mend) {
    String text = source.text();
    return new SourceFile(
        source.path(),
        text.substring(0, mend.span().start())
            + mend.replacement()
            + text.substring(mend.span().end()));
  }

  private static boolean isBlank(SourceFile source, Diagnostic diagnostic) {
    return source.text(diagnostic.span()).indexOf(BLANK) >= 0;
  }
}
