package io.trainmaster.lsp;

import io.trainmaster.dsl.catalogue.Catalogue;
import io.trainmaster.dsl.check.Checker;
import io.trainmaster.dsl.check.SchemaLookup;
import io.trainmaster.dsl.check.SemanticModel;
import io.trainmaster.dsl.check.SourceLookup;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.lint.Linter;
import io.trainmaster.dsl.source.SourceLimit;
import io.trainmaster.dsl.syntax.Parser;
import io.trainmaster.dsl.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;

/** Checks a text as {@code trainmaster check} and {@code trainmaster lint} do. */
final class Analyzer {

  private final Catalogue catalogue;
  private final SourceLookup sources;
  private final SourceLimit limit;

  /**
   * @param sources where imported files are
   * @param limit how large a text may be
   */
  Analyzer(Catalogue catalogue, SourceLookup sources, SourceLimit limit) {
    this.catalogue = catalogue;
    this.sources = sources;
    this.limit = limit;
  }

  Analysis analyze(String path, String text) {
    SyntaxTree tree = Parser.parse(limit.of(path, text));
    Checker.Checked checked = new Checker(catalogue, SchemaLookup.NONE, sources).check(tree);
    List<Diagnostic> errors = checked.all(tree);
    SemanticModel model = checked.model().get();
    List<Diagnostic> findings = new ArrayList<>(checked.notes());
    findings.addAll(new Linter(catalogue).findings(tree, errors, model));
    return new Analysis(catalogue, this, tree, errors, findings, model);
  }
}
