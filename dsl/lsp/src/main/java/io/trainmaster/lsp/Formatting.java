package io.trainmaster.lsp;

import io.trainmaster.dsl.syntax.SyntaxTree;
import java.util.Optional;

/** The one layout of a workflow file. */
@FunctionalInterface
interface Formatting {

  /** There is no formatter, and editors are not told of one. */
  Formatting NONE = tree -> Optional.empty();

  /** The text of a file laid out anew; empty where it has faults of form. */
  Optional<String> format(SyntaxTree tree);
}
