package io.trainmaster.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionContext;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.Range;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FixTest {

  private final Editor editor = Editor.start();

  @AfterEach
  void leave() {
    editor.close();
  }

  private List<CodeAction> actions(String marked) {
    editor.openText(marked);
    CodeActionContext context = new CodeActionContext(editor.diagnostics());
    Range here = new Range(editor.cursor(), editor.cursor());
    return Editor.await(
            editor
                .server()
                .getTextDocumentService()
                .codeAction(new CodeActionParams(editor.document(), here, context)))
        .stream()
        .map(action -> action.getRight())
        .toList();
  }

  private String fixed(String marked) {
    CodeAction action = actions(marked).get(0);
    return editor.with(action.getEdit().getChanges().get(Editor.URI));
  }

  @Test
  void aMendIsAQuickFixOfItsDiagnostic() {
    List<CodeAction> actions = actions("workflow w(data: Path) {\n  a = ingest.c|vs(data)\n}\n");

    assertThat(actions).hasSize(1);
    assertThat(actions.get(0).getTitle()).isEqualTo("Write `ingest.csv`");
    assertThat(actions.get(0).getKind()).isEqualTo(CodeActionKind.QuickFix);
    assertThat(actions.get(0).getIsPreferred()).isTrue();
    assertThat(actions.get(0).getDiagnostics().get(0).getCode().getLeft()).isEqualTo("E0303");
    assertThat(editor.with(actions.get(0).getEdit().getChanges().get(Editor.URI)))
        .contains("a = ingest.csv(data)");
  }

  @Test
  void insertsWhatIsMissing() {
    assertThat(fixed("workflow w(data: Path) {\n  a = ingest.csv(data|\n}\n"))
        .contains("ingest.csv(data)\n");
    assertThat(fixed("workflow w(data: Path) {\n  a| ingest.csv(data)\n}\n"))
        .contains("a = ingest.csv(data)\n");
  }

  @Test
  void thereIsNoFixAwayFromTheFault() {
    assertThat(actions("work|flow w(data: Path) {\n  a = ingest.cvs(data)\n}\n")).isEmpty();
  }

  @Test
  void fixesStandBesideEmoji() {
    assertThat(fixed("workflow w(data: Path) {\n  a = \"😀 ${da|to}\"\n}\n"))
        .contains("\"😀 ${data}\"");
  }

  @Test
  void afterAFixThereAreFewerFaults() {
    String text = "workflow w(data: Path) {\n  a = ingest.c|vs(data)\n  b = ingest.cvs(dato)\n}\n";
    String better = fixed(text);
    int before = editor.diagnostics().size();

    assertThat(editor.openText(better)).hasSizeLessThan(before);
  }
}
