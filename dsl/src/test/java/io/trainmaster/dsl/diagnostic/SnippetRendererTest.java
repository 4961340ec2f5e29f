package io.trainmaster.dsl.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.dsl.source.Span;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SnippetRendererTest {

  private final SourceFile file = new SourceFile("f.train", "one\n\ttwo \uD83D\uDE00 three\n");
  private final SnippetRenderer plain = new SnippetRenderer(false);

  @Test
  void caretsStandUnderTheGuiltyPlace() {
    Diagnostic diagnostic =
        new Diagnostic(Code.UNKNOWN_NAME, "No.", new Span(12, 17))
            .withNote(new Span(0, 3), "bound here")
            .replaceWith("tree");

    assertThat(plain.render(file, diagnostic))
        .isEqualTo(
            """
            f.train:2:8: error E0301: No.
               2 | \ttwo \uD83D\uDE00 three
                 | \t      ^^^^^
               1 | one
                 | ^^^ bound here
                 = mend: write `tree`
            """);
  }

  @Test
  void colourIsAddedAroundTheSameText() {
    Diagnostic diagnostic = new Diagnostic(Code.UNKNOWN_NAME, "No.", new Span(0, 3));
    String coloured = new SnippetRenderer(true).render(file, diagnostic);

    assertThat(coloured).contains("\u001b[");
    assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", ""))
        .isEqualTo(plain.render(file, diagnostic));
  }

  @Test
  void aPlaceAtTheEndOfTheTextHasACaret() {
    int end = file.text().length();
    Diagnostic diagnostic = new Diagnostic(Code.UNEXPECTED_TOKEN, "No.", new Span(end, end));

    assertThat(plain.render(file, diagnostic)).contains("f.train:3:1").contains("^");
  }

  @Test
  void aVeryLongLineIsCutAroundThePlace() {
    SourceFile wide = new SourceFile("f", "x".repeat(5000) + "GUILTY" + "y".repeat(5000));
    String shown =
        plain.render(wide, new Diagnostic(Code.UNKNOWN_NAME, "No.", new Span(5000, 5006)));

    assertThat(shown.lines().mapToInt(String::length).max().orElse(0)).isLessThan(200);
    assertThat(shown).contains("GUILTY");
  }

  @Test
  void controlCharactersDoNotReachTheTerminal() {
    SourceFile odd = new SourceFile("f", "a\u001b[31mb");

    assertThat(plain.render(odd, new Diagnostic(Code.UNKNOWN_NAME, "No.", new Span(0, 1))))
        .doesNotContain("\u001b");
  }

  @Test
  void programsGetMaps() {
    Diagnostic diagnostic =
        new Diagnostic(Code.UNKNOWN_NAME, "No.", new Span(0, 3)).replaceWith("two");
    Map<String, Object> map = new LocatedDiagnostic(file, diagnostic).toMap();

    assertThat(map).containsEntry("code", "E0301").containsEntry("file", "f.train");
    assertThat(map.get("range"))
        .isEqualTo(Map.of("line", 1, "column", 1, "endLine", 1, "endColumn", 4));
    assertThat(map).containsKey("mend").doesNotContainKey("note");
  }

  @Test
  void diagnosticsComeOnceAndInOrder() {
    Diagnostics diagnostics = new Diagnostics();
    diagnostics.add(Code.UNKNOWN_NAME, new Span(5, 6), "B.");
    diagnostics.add(Code.UNKNOWN_NAME, new Span(1, 2), "A.");
    diagnostics.add(Code.UNKNOWN_NAME, new Span(5, 6), "B.");
    for (int i = 0; i < 1000; i++) {
      diagnostics.add(Code.UNKNOWN_NAME, new Span(i, i), "C.");
    }
    List<Diagnostic> all = diagnostics.inOrder();

    assertThat(all).hasSize(Diagnostics.LIMIT).doesNotHaveDuplicates();
    assertThat(all).isSortedAccordingTo((a, b) -> a.span().start() - b.span().start());
  }
}
