package io.trainmaster.lsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.eclipse.lsp4j.DefinitionParams;
import org.eclipse.lsp4j.DiagnosticSeverity;
import org.eclipse.lsp4j.DocumentHighlightKind;
import org.eclipse.lsp4j.DocumentHighlightParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.PrepareRenameParams;
import org.eclipse.lsp4j.ReferenceContext;
import org.eclipse.lsp4j.ReferenceParams;
import org.eclipse.lsp4j.RenameParams;
import org.eclipse.lsp4j.services.TextDocumentService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NavigationTest {

  private static final String TEXT =
      """
      schema Customers { age: Int?; churned: Bool }
      workflow w(data: Path, least: Float in 0..1 = 0.8) -> Report? {
        raw = ingest.csv(data, schema: Customers)
        parts = split(raw, train: 80%, test: 20%, stratify: "churned")
        model = train.gbt(parts.train, label: "churned", task: binary)
        report = evaluate(model, parts.test)
        require report.auc >= least else skip "😀 ${report.auc} of ${least}"
        return report
      }
      workflow other(data: Path) {
        raw = ingest.csv(data)
      }
      test "weak" {
        fake evaluate { auc 0.1 }
        run w(least: 0.9, data: "x.csv")
        assert ran(model)
      }
      """;

  private final Editor editor = Editor.open(TEXT);
  private final TextDocumentService service = editor.server().getTextDocumentService();

  @AfterEach
  void leave() {
    editor.close();
  }

  private List<Position> definition(String before) {
    return Editor.await(
            service.definition(new DefinitionParams(editor.document(), editor.behind(before))))
        .getLeft()
        .stream()
        .map(location -> location.getRange().getStart())
        .toList();
  }

  @Test
  void everyNameLeadsToItsDeclaration() {
    assertThat(definition("split(ra")).containsExactly(editor.behind("{\n  "));
    assertThat(definition("${report.auc} of ${le")).containsExactly(editor.behind("Path, "));
    assertThat(definition("run w(le")).containsExactly(editor.behind("Path, "));
    assertThat(definition("run w")).containsExactly(editor.behind("Bool }\nworkflow "));
    assertThat(definition("schema: Cu")).containsExactly(editor.behind("schema "));
    assertThat(definition("label: \"ch")).containsExactly(editor.behind("Int?; "));
    assertThat(definition("ran(mo")).containsExactly(editor.behind("\"churned\")\n  "));
    assertThat(definition("raw = ingest")).isEmpty();
  }

  private List<Integer> references(String before, boolean declaration) {
    return Editor.await(
            service.references(
                new ReferenceParams(
                    editor.document(), editor.behind(before), new ReferenceContext(declaration))))
        .stream()
        .map(location -> location.getRange().getStart().getLine())
        .toList();
  }

  @Test
  void referencesStayInTheirWorkflow() {
    assertThat(references("split(ra", true)).containsExactly(2, 3);
    assertThat(references("split(ra", false)).containsExactly(3);
    assertThat(references("Path, lea", true)).containsExactly(1, 6, 6, 14);
    assertThat(references("model = train.gb", true)).containsExactly(4);
    assertThat(references("raw = ingest.c", true)).containsExactly(2, 10);
  }

  @Test
  void highlightsTellWritingFromReading() {
    var highlights =
        Editor.await(
            service.documentHighlight(
                new DocumentHighlightParams(editor.document(), editor.behind("require rep"))));

    assertThat(highlights)
        .extracting(highlight -> highlight.getKind())
        .containsExactly(
            DocumentHighlightKind.Write,
            DocumentHighlightKind.Read,
            DocumentHighlightKind.Read,
            DocumentHighlightKind.Read);
  }

  private String rename(String before, String name) {
    var edit =
        Editor.await(
            service.rename(new RenameParams(editor.document(), editor.behind(before), name)));
    return editor.with(edit.getChanges().get(Editor.URI));
  }

  @Test
  void renamesEveryUseAtOnce() {
    assertThat(rename("split(ra", "customers"))
        .isEqualTo(
            TEXT.replaceFirst("raw = ", "customers = ").replace("split(raw", "split(customers"));
    assertThat(rename("Path, le", "min_auc")).isEqualTo(TEXT.replace("least", "min_auc"));
    assertThat(rename("schema Cu", "People")).isEqualTo(TEXT.replace("Customers", "People"));
    assertThat(rename("run w", "churn"))
        .isEqualTo(TEXT.replace("workflow w(", "workflow churn(").replace("run w(", "run churn("));
    assertThat(rename("  mo", "in a word"))
        .contains("`in a word` = train.gbt", "evaluate(`in a word`,", "ran(`in a word`)");
  }

  @Test
  void whatWasRenamedIsStillSound() {
    editor.openText(rename("require rep", "found"));
    assertThat(editor.diagnostics())
        .noneMatch(one -> one.getSeverity() == DiagnosticSeverity.Error);
  }

  @Test
  void refusesWhatIsNotTheFilesOwn() {
    for (String before :
        List.of("raw = ingest", "report.au", "task: bin", "  requ", "label: \"ch", "train: 8")) {
      assertThat(
              Editor.await(
                  service.prepareRename(
                      new PrepareRenameParams(editor.document(), editor.behind(before)))))
          .as(before)
          .isNull();
      assertThatThrownBy(() -> rename(before, "x"))
          .isInstanceOf(Editor.AnswerException.class)
          .hasMessageContaining("not declared in this file");
    }
    var prepared =
        Editor.await(
            service.prepareRename(
                new PrepareRenameParams(editor.document(), editor.behind("split(ra"))));
    assertThat(prepared.getSecond().getPlaceholder()).isEqualTo("raw");
    assertThat(editor.text(prepared.getSecond().getRange())).isEqualTo("raw");
  }

  @Test
  void refusesNamesThatAreTakenOrNone() {
    assertThatThrownBy(() -> rename("split(ra", "parts")).hasMessageContaining("is taken");
    assertThatThrownBy(() -> rename("split(ra", "data")).hasMessageContaining("is taken");
    assertThatThrownBy(() -> rename("split(ra", "require")).hasMessageContaining("reserved word");
    assertThatThrownBy(() -> rename("split(ra", "")).hasMessageContaining("not a name");
    assertThatThrownBy(() -> rename("split(ra", "a.b")).hasMessageContaining("not a name");
    assertThatThrownBy(() -> rename("workflow ot", "w")).hasMessageContaining("is taken");
  }

  @Test
  void refusesToRenameWhereNotEveryUseCanBeSeen() {
    editor.replace("raw, train: 80%", "raw, train: 80%%");

    assertThatThrownBy(() -> rename("split(ra", "x")).hasMessageContaining("faults of form");
  }
}
