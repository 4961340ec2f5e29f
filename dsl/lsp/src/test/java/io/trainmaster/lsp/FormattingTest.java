package io.trainmaster.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.eclipse.lsp4j.DocumentFormattingParams;
import org.eclipse.lsp4j.FormattingOptions;
import org.eclipse.lsp4j.TextEdit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FormattingTest {

  private final Editor editor = Editor.start();

  @AfterEach
  void leave() {
    editor.close();
  }

  private List<? extends TextEdit> edits(String marked) {
    editor.openText(marked);
    return Editor.await(
        editor
            .server()
            .getTextDocumentService()
            .formatting(
                new DocumentFormattingParams(editor.document(), new FormattingOptions(2, true))));
  }

  @Test
  void laysOutTheLinesThatNeedIt() {
    List<? extends TextEdit> edits =
        edits("workflow w(data: Path) {\n  |a = ingest.csv( data )\n  b = validate(a)\n}\n");

    assertThat(editor.with(edits))
        .isEqualTo("workflow w(data: Path) {\n  a = ingest.csv(data)\n  b = validate(a)\n}\n");
    assertThat(edits.get(0).getRange().getStart().getLine()).isEqualTo(1);
    assertThat(edits.get(0).getRange().getEnd().getLine()).isLessThanOrEqualTo(2);
  }

  @Test
  void leavesAFileWithFaultsOfFormAlone() {
    assertThat(edits("workflow w(data: Path) {\n  |a =   \n}\n")).isEmpty();
  }
}
