package io.trainmaster.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.dsl.CorpusFile.Planted;
import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.SnippetRenderer;
import io.trainmaster.dsl.lint.Linted;
import io.trainmaster.dsl.lint.Linter;
import io.trainmaster.dsl.source.SourceFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that could be better: each thing is found once, where it is, and nothing else is. */
class LintCorpusTest {

  /** What a mend leaves to be filled in. */
  private static final char BLANK = '…';

  private static final Linter LINTER = new Linter(TestFiles.catalogue());

  static Stream<CorpusFile> files() {
    return CorpusFile.findings().stream();
  }

  private static String letters(SourceFile source, List<Diagnostic> told) {
    return new SnippetRenderer(false).render(source, told);
  }

  @Test
  void everyFindingIsThere() {
    Set<String> planted =
        files()
            .flatMap(file -> file.planted().stream())
            .map(Planted::code)
            .collect(Collectors.toSet());

    assertThat(planted)
        .containsAll(
            Arrays.stream(Code.values()).map(Code::id).filter(id -> id.startsWith("L")).toList());
  }

  @ParameterizedTest
  @MethodSource("files")
  void eachIsFoundOnceAndNothingElse(CorpusFile file) {
    Linted linted = LINTER.lint(file.source());
    List<Planted> planted = file.planted();
    List<Diagnostic> told = linted.findings();

    assertThat(linted.errors().stream().map(Diagnostic::code)).isSubsetOf(Code.NOT_YET);
    assertThat(file.source().text()).as("says what is wrong first").startsWith("# ");
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
    String letters = letters(file.source(), LINTER.lint(file.source()).findings());

    assertThat(letters).isEqualTo(TestFiles.golden(file.golden(), letters));
  }

  /** A mend may leave places to fill in, marked with an ellipsis; those are not yet right. */
  @ParameterizedTest
  @MethodSource("files")
  void eachMendRemovesItsFindingAlone(CorpusFile file) {
    Linted before = LINTER.lint(file.source());
    for (Diagnostic finding : before.findings()) {
      if (finding.mend().isEmpty()) {
        continue;
      }
      Diagnostic.Mend mend = finding.mend().get();
      String text = file.source().text();
      SourceFile mended =
          new SourceFile(
              file.source().path(),
              text.substring(0, mend.span().start())
                  + mend.replacement()
                  + text.substring(mend.span().end()));
      Linted after = LINTER.lint(mended);

      String shown = "%s%nmended to%n%s%n%s".formatted(mend, mended.text(), after);
      if (mend.replacement().indexOf(BLANK) < 0) {
        assertThat(after.errors()).as(shown).hasSameSizeAs(before.errors());
        assertThat(after.findings()).as(shown).hasSize(before.findings().size() - 1);
      } else {
        assertThat(after.findings()).as(shown).hasSizeLessThan(before.findings().size());
      }
    }
  }
}
