package io.trainmaster.lsp;

import io.trainmaster.dsl.catalogue.Catalogue;
import io.trainmaster.dsl.catalogue.OperatorSignature;
import io.trainmaster.dsl.check.SemanticModel;
import io.trainmaster.dsl.check.SourceLookup;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.dsl.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;

/**
 * What one check of a text has found.
 *
 * @param sources where imported files were looked for
 * @param diagnostics all faults, in the order of the text
 * @param notes what is no fault but worth to be known
 */
record Analysis(
    Catalogue catalogue,
    SourceLookup sources,
    SyntaxTree tree,
    List<Diagnostic> diagnostics,
    List<Diagnostic> notes,
    SemanticModel model) {

  Analysis {
    diagnostics = List.copyOf(diagnostics);
    notes = List.copyOf(notes);
  }

  SourceFile file() {
    return tree.file();
  }

  String text() {
    return tree.file().text();
  }

  /** The signature of an operator; of one that the file declares, where it is called somewhere. */
  Optional<OperatorSignature> operator(String name) {
    return catalogue
        .operator(name)
        .or(
            () ->
                model.calls().stream()
                    .map(SemanticModel.Call::signature)
                    .filter(signature -> signature.name().equals(name))
                    .findFirst());
  }
}
