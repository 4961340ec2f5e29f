package io.trainmaster.dsl.check;

import io.trainmaster.dsl.syntax.PathSyntax;
import io.trainmaster.dsl.syntax.StatementSyntax;
import io.trainmaster.dsl.syntax.Walk;
import java.util.function.Consumer;

/**
 * Collects the names that a statement may use, so that statements can be checked after those that
 * they need. Words that are no names are among them.
 */
final class NameCollector extends Walk {

  private final Consumer<String> names;

  private NameCollector(Consumer<String> names) {
    this.names = names;
  }

  /** Gives the names of a statement, in the order of the text, each as often as it stands there. */
  static void of(StatementSyntax statement, Consumer<String> names) {
    new NameCollector(names).statement(statement);
  }

  @Override
  protected void path(PathSyntax path) {
    names.accept(path.first().text());
  }
}
