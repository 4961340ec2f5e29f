package io.trainmaster.job.network.data;

import java.util.List;
import java.util.Optional;

/**
 * Rows in memory, in an order that depends on nothing but the rows.
 *
 * @param columns of equal length
 */
public record Table(List<Column> columns, int rows) {

  public Table {
    columns = List.copyOf(columns);
    for (Column column : columns) {
      if (column.rows() != rows) {
        throw new IllegalArgumentException("Column " + column.name() + " is of another length");
      }
    }
  }

  /** The column with a name. */
  public Optional<Column> column(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }

  /** The names of the columns, in order. */
  public List<String> names() {
    return columns.stream().map(Column::name).toList();
  }
}
