package io.trainmaster.cli.console;

import java.util.ArrayList;
import java.util.List;

/** Rows in aligned columns under a heading. */
public final class Table {
  private static final String GAP = "  ";

  private final List<String> heading;
  private final List<List<Cell>> rows = new ArrayList<>();

  /** A table with these column heads; none for a table without a heading. */
  public Table(String... heading) {
    this.heading = List.of(heading);
  }

  private record Cell(String text, String painted) {}

  /** A row that is being filled. */
  public final class Row {
    private final List<Cell> cells = new ArrayList<>();

    private Row() {}

    /** The next cell. */
    public Row cell(String text) {
      return cell(text, text);
    }

    /** The next cell with a coloured form of the same width. */
    public Row cell(String text, String painted) {
      cells.add(new Cell(text, painted));
      return this;
    }
  }

  /** Adds a row of plain cells. */
  public Table row(String... cells) {
    Row row = row();
    for (String cell : cells) {
      row.cell(cell);
    }
    return this;
  }

  /** Adds a row to be filled. */
  public Row row() {
    Row row = new Row();
    rows.add(row.cells);
    return row;
  }

  /** Whether there are no rows. */
  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The text, each line with its end. */
  public String render(Style style) {
    List<List<Cell>> all = new ArrayList<>();
    if (!heading.isEmpty()) {
      all.add(heading.stream().map(head -> new Cell(head, style.faint(head))).toList());
    }
    all.addAll(rows);
    int[] widths = widths(all);
    StringBuilder text = new StringBuilder();
    for (List<Cell> row : all) {
      text.append(line(row, widths)).append('\n');
    }
    return text.toString();
  }

  private static int[] widths(List<List<Cell>> rows) {
    int[] widths = new int[rows.stream().mapToInt(List::size).max().orElse(0)];
    for (List<Cell> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], length(row.get(i).text()));
      }
    }
    return widths;
  }

  private static String line(List<Cell> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      Cell cell = row.get(i);
      line.append(cell.painted());
      if (i < row.size() - 1) {
        line.append(" ".repeat(widths[i] - length(cell.text()))).append(GAP);
      }
    }
    return line.toString().stripTrailing();
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
