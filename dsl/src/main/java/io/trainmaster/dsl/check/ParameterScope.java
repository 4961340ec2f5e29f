package io.trainmaster.dsl.check;

import io.trainmaster.dsl.source.Span;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Names whose meaning is known from the start: parameters, the item of a loop. */
record ParameterScope(Map<String, Typed> values, Optional<Scope> parent) implements Scope {

  @Override
  public Optional<Typed> lookup(String name, Span use) {
    Typed value = values.get(name);
    return value != null ? Optional.of(value) : parent.flatMap(outer -> outer.lookup(name, use));
  }

  @Override
  public boolean has(String name) {
    return values.containsKey(name) || parent.filter(outer -> outer.has(name)).isPresent();
  }

  @Override
  public Collection<String> names() {
    TreeSet<String> all = new TreeSet<>(values.keySet());
    parent.ifPresent(outer -> all.addAll(outer.names()));
    return all;
  }
}
