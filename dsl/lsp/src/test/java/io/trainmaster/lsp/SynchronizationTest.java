package io.trainmaster.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DiagnosticSeverity;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DocumentSymbolParams;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextDocumentSyncKind;
import org.junit.jupiter.api.Test;

class SynchronizationTest {

  private static final String GOOD =
      "edition 1\n\n/// Reads.\nworkflow w(data: Path) {\n  raw = ingest.csv(data)\n}\n";

  private static List<String> codes(List<Diagnostic> diagnostics) {
    return diagnostics.stream().map(one -> one.getCode().getLeft()).toList();
  }

  @Test
  void saysWhatItCanDo() {
    try (Editor editor = Editor.start()) {
      var abilities = editor.abilities().getCapabilities();

      assertThat(abilities.getTextDocumentSync().getLeft())
          .isEqualTo(TextDocumentSyncKind.Incremental);
      assertThat(abilities.getPositionEncoding()).isEqualTo("utf-16");
      assertThat(editor.abilities().getServerInfo().getName()).isEqualTo("trainmaster");
    }
  }

  @Test
  void publishesFaultsWithCodeAndSecondPlace() {
    try (Editor editor = Editor.start()) {
      List<Diagnostic> found =
          editor.openText("workflow w(data: Path) {\n  a = ingest.csv(data)\n  a = 1\n}\n");

      assertThat(codes(found)).containsExactly("E0302");
      Diagnostic twice = found.get(0);
      assertThat(twice.getSource()).isEqualTo("trainmaster");
      assertThat(twice.getRange()).isEqualTo(new Range(new Position(2, 2), new Position(2, 3)));
      assertThat(twice.getRelatedInformation()).hasSize(1);
      assertThat(twice.getRelatedInformation().get(0).getLocation().getRange().getStart())
          .isEqualTo(new Position(1, 2));
      assertThat(twice.getRelatedInformation().get(0).getMessage()).isEqualTo("bound here");
    }
  }

  @Test
  void whatALaterReleaseRunsIsNoFault() {
    try (Editor editor = Editor.start()) {
      List<Diagnostic> found =
          editor.openText("edition 1\n/// Looks.\nworkflow w() { a = endpoint(\"x\") }\n");

      assertThat(codes(found)).containsExactly("E0601");
      assertThat(found.get(0).getSeverity()).isEqualTo(DiagnosticSeverity.Information);
    }
  }

  @Test
  void followsEditsAndTellsOfThemAtOnce() {
    try (Editor editor = Editor.open(GOOD)) {
      assertThat(editor.diagnostics()).isEmpty();
      assertThat(codes(editor.replace("csv", "cvs"))).containsExactly("E0303");
      assertThat(codes(editor.replace("(data)\n", "(data\n"))).contains("E0202");
      assertThat(editor.replace("cvs(data\n", "csv(data)\n")).isEmpty();
    }
  }

  @Test
  void takesSeveralChangesInTheirOrder() {
    try (Editor editor = Editor.open(GOOD)) {
      Range name = new Range(new Position(4, 2), new Position(4, 5));
      Range longer = new Range(new Position(4, 2), new Position(4, 8));
      List<Diagnostic> found =
          editor.change(
              List.of(
                  new TextDocumentContentChangeEvent(name, "abcdef"),
                  new TextDocumentContentChangeEvent(longer, "x y")));

      assertThat(codes(found)).isNotEmpty();
      assertThat(editor.change(List.of(new TextDocumentContentChangeEvent(GOOD)))).isEmpty();
    }
  }

  @Test
  void takesChangesBeyondTheEnd() {
    try (Editor editor = Editor.open(GOOD)) {
      Range beyond = new Range(new Position(99, 0), new Position(120, 7));
      assertThat(editor.change(List.of(new TextDocumentContentChangeEvent(beyond, "# the end\n"))))
          .isEmpty();
    }
  }

  @Test
  void countsInUtf16Units() {
    String text = "workflow w(data: Path) {\n  a = \"😀 e\u0301 ${nothing}\"\n}\n";
    try (Editor editor = Editor.start()) {
      Diagnostic wrong = editor.openText(text).get(0);

      assertThat(editor.text(wrong.getRange())).isEqualTo("nothing");
      assertThat(wrong.getRange().getStart().getCharacter()).isEqualTo(15);
      assertThat(codes(editor.replace("nothing", "data"))).noneMatch(code -> code.startsWith("E"));
    }
  }

  @Test
  void editsBetweenTheHalvesOfNothing() {
    try (Editor editor = Editor.open("workflow w() {\n  a = \"😀😀\" + nothing\n}\n")) {
      editor.replace("😀\" +", "e\u0301\u0327\" +");
      Diagnostic wrong = editor.diagnostics().get(0);

      assertThat(editor.text(wrong.getRange())).isEqualTo("nothing");
    }
  }

  @Test
  void understandsForeignLineEnds() {
    try (Editor editor = Editor.start()) {
      List<Diagnostic> found =
          editor.openText("workflow w(data: Path) {\r\n  a = ingest.cvs(data)\r\n}\r\n");

      assertThat(found.get(0).getRange())
          .isEqualTo(new Range(new Position(1, 6), new Position(1, 16)));
    }
  }

  @Test
  void answersAboutTextsThatAreNotOpenWithNothing() {
    try (Editor editor = Editor.open(GOOD)) {
      editor
          .server()
          .getTextDocumentService()
          .didClose(new DidCloseTextDocumentParams(editor.document()));
      assertThat(
              Editor.await(
                  editor
                      .server()
                      .getTextDocumentService()
                      .hover(new HoverParams(editor.document(), new Position(1, 10)))))
          .isNull();
      assertThat(editor.complete()).isEmpty();
    }
  }

  @Test
  void ofATextThatIsTooLargeItTellsNothingElse() {
    try (Editor editor = Editor.open(GOOD)) {
      String large = "# " + "x".repeat(600_000) + "\n";
      assertThat(codes(editor.replace("  raw", large + "  raw"))).containsExactly("E0111");
      assertThat(editor.complete()).isEmpty();
      var texts = editor.server().getTextDocumentService();
      assertThat(Editor.await(texts.hover(new HoverParams(editor.document(), new Position(0, 0)))))
          .isNull();
      assertThat(Editor.await(texts.documentSymbol(new DocumentSymbolParams(editor.document()))))
          .isEmpty();

      assertThat(editor.replace(large, "")).isEmpty();
      assertThat(editor.text()).isEqualTo(GOOD);
    }
  }

  @Test
  void takesItsLeaveAsTheProtocolWantsIt() {
    Editor editor = Editor.open(GOOD);
    assertThat(editor.leave()).isTrue();
  }
}
