package io.trainmaster.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionContext;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DiagnosticSeverity;
import org.eclipse.lsp4j.DiagnosticTag;
import org.eclipse.lsp4j.Range;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What could be better stands beside what is wrong. */
class LintTest {

  private static final String HEAD = "edition 1\n\n/// Words.\nworkflow w(data: Path) {\n";

  private final Editor editor = Editor.start();

  @AfterEach
  void leave() {
    editor.close();
  }

  private Diagnostic only(String text) {
    List<Diagnostic> found = editor.openText(text);
    assertThat(found).hasSize(1);
    return found.get(0);
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

  @Test
  void warningsAndNotesHaveTheirSeverity() {
    Diagnostic warning = only(HEAD + "  `raw` = ingest.csv(data)\n}\n");
    assertThat(warning.getSeverity()).isEqualTo(DiagnosticSeverity.Warning);
    assertThat(warning.getCode().getLeft()).isEqualTo("L0112");
    assertThat(editor.text(warning.getRange())).isEqualTo("`raw`");

    Diagnostic note = only(HEAD.replace("/// Words.\n", "") + "  raw = ingest.csv(data)\n}\n");
    assertThat(note.getSeverity()).isEqualTo(DiagnosticSeverity.Information);
    assertThat(note.getCode().getLeft()).isEqualTo("L0105");
  }

  @Test
  void whatNothingUsesIsFaded() {
    Diagnostic unused = only(HEAD + "  raw = ingest.csv(data)\n  spare = 5\n}\n");

    assertThat(unused.getCode().getLeft()).isEqualTo("L0101");
    assertThat(unused.getTags()).containsExactly(DiagnosticTag.Unnecessary);
  }

  @Test
  void mechanicalFixesArePreferredAndOthersAreOffered() {
    List<CodeAction> needless = actions(HEAD + "  raw = ingest.csv(data, hea|der: true)\n}\n");
    assertThat(needless).hasSize(1);
    assertThat(needless.get(0).getTitle()).isEqualTo("Remove it");
    assertThat(needless.get(0).getIsPreferred()).isTrue();
    assertThat(editor.with(needless.get(0).getEdit().getChanges().get(Editor.URI)))
        .contains("ingest.csv(data)\n");

    List<CodeAction> unused = actions(HEAD + "  raw = ingest.csv(data)\n  spa|re = 5\n}\n");
    assertThat(unused).hasSize(1);
    assertThat(unused.get(0).getIsPreferred()).isFalse();
    assertThat(editor.with(unused.get(0).getEdit().getChanges().get(Editor.URI)))
        .doesNotContain("spare");
  }

  @Test
  void errorsComeFirstAndFindingsWait() {
    List<Diagnostic> found = editor.openText("workflow w(data: Path) {\n  a = ingest.cvs(1)\n}\n");

    assertThat(found).extracting(one -> one.getCode().getLeft()).containsExactly("E0303");
  }

  @Test
  void aCommentAllows() {
    assertThat(
            editor.openText(
                HEAD + "  # lint: allow L0101 soon\n  spare = 5\n  a = ingest.csv(data)\n}\n"))
        .isEmpty();
  }
}
