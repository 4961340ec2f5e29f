package io.trainmaster.lsp;

import io.trainmaster.dsl.catalogue.Catalogue;
import io.trainmaster.dsl.check.Checker;
import io.trainmaster.dsl.check.SchemaLookup;
import io.trainmaster.dsl.check.SourceLookup;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.dsl.syntax.Parser;
import io.trainmaster.dsl.syntax.SyntaxTree;

/** Checks a text as {@code trainmaster check} does. */
final class Analyzer {

  private final Catalogue catalogue;
  private final SourceLookup sources;

  /**
   * @param sources where imported files are
   */
  Analyzer(Catalogue catalogue, SourceLookup sources) {
    this.catalogue = catalogue;
    this.sources = sources;
  }

  Analysis analyze(String path, String text) {
    SyntaxTree tree = Parser.parse(new SourceFile(path, text));
    Checker.Checked checked = new Checker(catalogue, SchemaLookup.NONE, sources).check(tree);
    return new Analysis(
        catalogue, sources, tree, checked.all(tree), checked.notes(), checked.model().get());
  }
}
