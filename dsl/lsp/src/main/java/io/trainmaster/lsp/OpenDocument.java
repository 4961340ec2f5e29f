package io.trainmaster.lsp;

import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.dsl.source.Span;
import java.util.List;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;

/** A text that an editor has open, in one version, with what a check of it has found. */
record OpenDocument(String uri, int version, Analysis analysis) {

  /** The text after some changes, each of which counts in the text that those before it made. */
  String changed(List<TextDocumentContentChangeEvent> changes) {
    SourceFile file = analysis.file();
    for (TextDocumentContentChangeEvent change : changes) {
      if (change.getRange() == null) {
        file = new SourceFile(file.path(), change.getText());
      } else {
        Span span = Places.span(file, change.getRange());
        String before = file.text();
        String after =
            before.substring(0, span.start()) + change.getText() + before.substring(span.end());
        file = new SourceFile(file.path(), after);
      }
    }
    return file.text();
  }
}
