package io.trainmaster.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * A table of text whose cells are divided by commas and never quoted, with a first line of names.
 * Strict: a line with too few or too many cells, or a quote, is refused.
 */
public final class CsvTable {

  private final String name;
  private final List<String> columns;
  private final List<String[]> rows;

  private CsvTable(String name, List<String> columns, List<String[]> rows) {
    this.name = name;
    this.columns = columns;
    this.rows = rows;
  }

  /**
   * Reads one from a file.
   *
   * @throws IOException where the file can't be read
   * @throws TraceException where it isn't such a table
   */
  public static CsvTable read(Path file) throws IOException {
    return of(String.valueOf(file.getFileName()), Files.readAllLines(file));
  }

  /**
   * A table of lines.
   *
   * @param name what messages call it
   * @throws TraceException where they aren't such a table
   */
  public static CsvTable of(String name, List<String> lines) {
    if (lines.isEmpty()) {
      throw new TraceException("%s is empty; a line of names is missing.".formatted(name));
    }
    List<String> columns = List.of(cells(name, lines, 0));
    List<String[]> rows = new ArrayList<>();
    for (int line = 1; line < lines.size(); line++) {
      String[] cells = cells(name, lines, line);
      if (cells.length != columns.size()) {
        throw new TraceException(
            "%s, line %d: there are %d cells and %d names in the first line."
                .formatted(name, line + 1, cells.length, columns.size()));
      }
      rows.add(cells);
    }
    return new CsvTable(name, columns, rows);
  }

  /** Whether there is a column of this name. */
  public boolean has(String column) {
    return columns.contains(column);
  }

  /** What a function makes of each row, in order. */
  public <T> List<T> map(Function<Row, T> function) {
    List<T> made = new ArrayList<>(rows.size());
    for (int row = 0; row < rows.size(); row++) {
      made.add(function.apply(new Row(row)));
    }
    return made;
  }

  private static String[] cells(String name, List<String> lines, int line) {
    if (lines.get(line).indexOf('"') >= 0) {
      throw new TraceException(
          "%s, line %d: there is a quote; cells must have none.".formatted(name, line + 1));
    }
    return lines.get(line).split(",", -1);
  }

  /** A row of the table. */
  public final class Row {

    private final int index;

    private Row(int index) {
      this.index = index;
    }

    /** The text in a column. */
    public String text(String column) {
      int at = columns.indexOf(column);
      if (at < 0) {
        throw new TraceException("%s has no column `%s`.".formatted(name, column));
      }
      return rows.get(index)[at];
    }

    /** The texts of a cell that holds several, divided by bars; none where it is empty. */
    public List<String> texts(String column) {
      String text = text(column);
      return text.isEmpty() ? List.of() : Arrays.asList(text.split("\\|", -1));
    }

    /** The whole number in a column, 0 or more. */
    public long whole(String column) {
      try {
        long number = Long.parseLong(text(column));
        if (number >= 0) {
          return number;
        }
      } catch (NumberFormatException e) {
        // Said below, with its place.
      }
      throw wrong(column, "a whole number of 0 or more");
    }

    /** A whole number that fits an int. */
    public int integer(String column) {
      long number = whole(column);
      if (number > Integer.MAX_VALUE) {
        throw wrong(column, "a number below 2^31");
      }
      return (int) number;
    }

    /** The number in a column. */
    public double number(String column) {
      try {
        return Double.parseDouble(text(column));
      } catch (NumberFormatException e) {
        throw wrong(column, "a number");
      }
    }

    /** That the cell isn't what it has to be. */
    public TraceException wrong(String column, String expected) {
      return new TraceException(
          "%s, line %d: `%s` is `%s` and must be %s."
              .formatted(name, index + 2, column, text(column), expected));
    }
  }
}
