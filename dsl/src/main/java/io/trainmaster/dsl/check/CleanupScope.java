package io.trainmaster.dsl.check;

import io.trainmaster.dsl.source.Span;
import java.util.Collection;
import java.util.Optional;

/** What a {@code finally} sees: a task may have given nothing by the time that the run ends. */
record CleanupScope(Scope scope) implements Scope {

  @Override
  public Optional<Typed> lookup(String name, Span use) {
    return scope
        .lookup(name, use)
        .map(value -> value.expression().tasks().isEmpty() ? value : value.maybe());
  }

  @Override
  public boolean has(String name) {
    return scope.has(name);
  }

  @Override
  public Collection<String> names() {
    return scope.names();
  }
}
