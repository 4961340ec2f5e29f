package io.trainmaster.dsl.sql;

import java.util.List;
import java.util.Optional;

/**
 * What a query reads from.
 *
 * @param name the alias, or else the table's name
 * @param columns none where they aren't known
 */
record Source(String name, Optional<List<SqlColumn>> columns) {

  static Source unknown(String name) {
    return new Source(name, Optional.empty());
  }

  /** The same on the side of an outer join that may be missing. */
  Source orNothing() {
    return new Source(name, columns.map(all -> all.stream().map(SqlColumn::orNothing).toList()));
  }

  Optional<SqlColumn> column(String wanted) {
    return columns.flatMap(all -> all.stream().filter(column -> column.is(wanted)).findFirst());
  }
}
