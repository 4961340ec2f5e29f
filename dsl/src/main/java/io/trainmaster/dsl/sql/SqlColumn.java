package io.trainmaster.dsl.sql;

import java.util.Locale;
import java.util.Optional;

/**
 * A column that goes into a query or comes out of it.
 *
 * @param type its type as the workflow language writes it, where it is known
 * @param nullable whether it may hold nothing
 */
public record SqlColumn(String name, Optional<String> type, boolean nullable) {

  /** A column of a type that isn't known. */
  static SqlColumn untyped(String name) {
    return new SqlColumn(name, Optional.empty(), true);
  }

  SqlColumn named(String other) {
    return new SqlColumn(other, type, nullable);
  }

  SqlColumn orNothing() {
    return new SqlColumn(name, type, true);
  }

  /** Spark's names are equal in either case. */
  boolean is(String other) {
    return key(name).equals(key(other));
  }

  static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
