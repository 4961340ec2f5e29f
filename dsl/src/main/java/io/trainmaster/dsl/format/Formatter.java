package io.trainmaster.dsl.format;

import io.trainmaster.dsl.syntax.SyntaxTree;

/**
 * The one layout of a workflow file. It keeps every token and every comment, so that what the file
 * means stays as it is, and formatting twice changes nothing more. Stateless.
 */
public final class Formatter {

  private Formatter() {}

  /**
   * The file of a tree, laid out.
   *
   * @throws IllegalArgumentException where the tree has faults; such a file is left alone
   */
  public static String format(SyntaxTree tree) {
    if (!tree.diagnostics().isEmpty()) {
      throw new IllegalArgumentException("A file with faults of form can't be formatted.");
    }
    Roles roles = Roles.of(tree);
    return new RowWriter(roles).file(new PieceReader(tree, roles).file());
  }
}
