package io.trainmaster.lsp;

import io.trainmaster.dsl.catalogue.Catalogue;
import io.trainmaster.dsl.catalogue.OperatorSignature;
import io.trainmaster.dsl.check.SemanticModel;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.dsl.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one check of a text has found.
 *
 * @param analyzer what has made the check, and can make it of another text
 * @param errors all faults, in the order of the text
 * @param findings what could be better, and what is worth to be known, in the order of the text
 */
record Analysis(
    Catalogue catalogue,
    Analyzer analyzer,
    SyntaxTree tree,
    List<Diagnostic> errors,
    List<Diagnostic> findings,
    SemanticModel model) {

  Analysis {
    errors = List.copyOf(errors);
    findings = List.copyOf(findings);
  }

  /** Faults, then what could be better. */
  List<Diagnostic> diagnostics() {
    return Stream.concat(errors.stream(), findings.stream()).toList();
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
