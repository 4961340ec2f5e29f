package io.trainmaster.job.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds a table of the page from values. */
final class TableBuilder {

  private final String caption;
  private final List<String> names;
  private final List<List<? extends @Nullable Object>> values = new ArrayList<>();
  private final List<String> marks = new ArrayList<>();
  private final List<String> states = new ArrayList<>();

  private TableBuilder(String caption, List<String> names) {
    this.caption = caption;
    this.names = names;
  }

  static TableBuilder of(String caption, List<String> names) {
    return new TableBuilder(caption, names);
  }

  static TableBuilder of(String caption, String... names) {
    return new TableBuilder(caption, List.of(names));
  }

  /** Adds a row. */
  TableBuilder row(@Nullable Object... cells) {
    return row("", "", Arrays.asList(cells));
  }

  /** Adds a row with a word before its first cell and a state for its colour. */
  TableBuilder row(String mark, String state, List<? extends @Nullable Object> cells) {
    marks.add(mark);
    states.add(state);
    values.add(cells);
    return this;
  }

  /** The table; a column is one of numbers where all its values are. */
  View.Table build() {
    List<Boolean> numbers = new ArrayList<>();
    for (int column = 0; column < names.size(); column++) {
      numbers.add(isNumber(column));
    }
    List<View.Column> columns = new ArrayList<>();
    for (int column = 0; column < names.size(); column++) {
      columns.add(new View.Column(names.get(column), numbers.get(column)));
    }
    List<View.Row> rows = new ArrayList<>();
    for (int row = 0; row < values.size(); row++) {
      List<View.Cell> cells = new ArrayList<>();
      for (int column = 0; column < names.size(); column++) {
        String text = Numbers.shown(values.get(row).get(column));
        cells.add(new View.Cell(text, numbers.get(column)));
      }
      rows.add(new View.Row(marks.get(row), states.get(row), cells));
    }
    return new View.Table(caption, columns, rows);
  }

  private boolean isNumber(int column) {
    boolean found = false;
    for (List<? extends @Nullable Object> row : values) {
      Object value = row.get(column);
      if (value instanceof Number) {
        found = true;
      } else if (value != null) {
        return false;
      }
    }
    return found;
  }
}
