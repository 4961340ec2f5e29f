package io.trainmaster.dsl.check;

import io.trainmaster.dsl.source.Span;
import java.util.Collection;
import java.util.Optional;

/** The names that can be used in a place. */
interface Scope {

  /**
   * What a name means; empty where nothing has it. Asking may check what the name is bound to.
   *
   * @param use where the name stands
   */
  Optional<Typed> lookup(String name, Span use);

  /** Whether something has the name. */
  boolean has(String name);

  /** All names. */
  Collection<String> names();
}
