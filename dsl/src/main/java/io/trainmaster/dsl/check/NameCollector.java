package io.trainmaster.dsl.check;

import io.trainmaster.dsl.syntax.PathSyntax;
import io.trainmaster.dsl.syntax.StatementSyntax;
import io.trainmaster.dsl.syntax.Walk;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Collects the names that a statement may use, so that statements can be checked after those that
 * they need. Words that are no names are among them.
 */
final class NameCollector extends Walk {

  private final Set<String> names = new LinkedHashSet<>();

  private NameCollector() {}

  static Set<String> of(StatementSyntax statement) {
    NameCollector collector = new NameCollector();
    collector.statement(statement);
    return collector.names;
  }

  @Override
  protected void path(PathSyntax path) {
    names.add(path.first().text());
  }
}
