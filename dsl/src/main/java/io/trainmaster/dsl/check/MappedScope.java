package io.trainmaster.dsl.check;

import io.trainmaster.dsl.source.Span;
import java.util.Collection;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The names of another scope, seen from a place where more or less is known of their values.
 *
 * @param seen what a value is there, given its name
 */
record MappedScope(Scope scope, BiFunction<String, Typed, Typed> seen) implements Scope {

  @Override
  public Optional<Typed> lookup(String name, Span use) {
    return scope.lookup(name, use).map(value -> seen.apply(name, value));
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
