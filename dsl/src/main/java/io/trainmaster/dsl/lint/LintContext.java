package io.trainmaster.dsl.lint;

import io.trainmaster.dsl.catalogue.Catalogue;
import io.trainmaster.dsl.catalogue.OperatorSignature;
import io.trainmaster.dsl.check.SemanticModel;
import io.trainmaster.dsl.check.Symbol;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.ItemSyntax;
import io.trainmaster.dsl.syntax.PathSyntax;
import io.trainmaster.dsl.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The file that rules look at, and where they tell of what they find. */
final class LintContext {

  private final SyntaxTree tree;
  private final Catalogue catalogue;
  private final SemanticModel model;
  private final Words words;
  private final Set<String> ownOperators = new HashSet<>();
  private final Set<String> declared = new HashSet<>();
  private final List<ItemSyntax.Workflow> workflows = new ArrayList<>();
  private final Diagnostics found = new Diagnostics();

  LintContext(SyntaxTree tree, Catalogue catalogue, SemanticModel model) {
    this.tree = tree;
    this.catalogue = catalogue;
    this.model = model;
    this.words = new Words(tree);
    for (ItemSyntax item : tree.items()) {
      if (item instanceof ItemSyntax.Operator operator) {
        ownOperators.add(operator.name().text());
        declared.add(operator.name().first().text());
      } else if (item instanceof ItemSyntax.Workflow workflow) {
        workflows.add(workflow);
        declared.add(workflow.name().text());
      } else if (item instanceof ItemSyntax.Import imported) {
        declared.add(imported.name().text());
      }
    }
  }

  SyntaxTree tree() {
    return tree;
  }

  SourceFile file() {
    return tree.file();
  }

  Catalogue catalogue() {
    return catalogue;
  }

  /** Its tokens, and what can be said of places by them. */
  Words words() {
    return words;
  }

  List<ItemSyntax.Workflow> workflows() {
    return workflows;
  }

  void tell(Diagnostic finding) {
    found.add(finding);
  }

  /** Whether no more is taken, so that nothing needs to be thought of it. */
  boolean isFull() {
    return found.isFull();
  }

  List<Diagnostic> found() {
    return found.inOrder();
  }

  /** What the catalogue knows of an operator; nothing of one that the file itself declares. */
  Optional<OperatorSignature> operator(PathSyntax name) {
    String text = name.text();
    return ownOperators.contains(text) ? Optional.empty() : catalogue.operator(text);
  }

  /** Whether a name is that of an operator, a workflow or an import of the file. */
  boolean declares(String name) {
    return declared.contains(name);
  }

  /** What a name stands for. */
  Optional<Symbol> symbol(Span name) {
    return model
        .at(name.start())
        .filter(occurrence -> occurrence.span().equals(name))
        .map(SemanticModel.Occurrence::symbol);
  }

  /** Whether a name is a bare word of a closed set rather than something that is read. */
  boolean isWord(PathSyntax path) {
    return model
        .at(path.span().start())
        .filter(occurrence -> occurrence.span().start() == path.span().start())
        .filter(occurrence -> occurrence.symbol().kind() == Symbol.Kind.WORD)
        .isPresent();
  }
}
