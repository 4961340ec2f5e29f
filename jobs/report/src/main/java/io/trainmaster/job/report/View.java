package io.trainmaster.job.report;

import java.util.List;
import java.util.Optional;

/** What the page's template shows: text and nothing to compute. The template escapes all text. */
final class View {

  private View() {}

  /** The page but for its style and scripts. */
  record Page(
      String title,
      String subtitle,
      String task,
      Verdict verdict,
      List<Tile> tiles,
      List<Tile> others,
      List<Fact> facts,
      List<Card> charts,
      List<Card> tables) {}

  /** Whether the checks passed; {@code state} is {@code passed}, {@code failed} or {@code open}. */
  record Verdict(String state, String sign, String text, List<String> failures) {}

  /** A metric. */
  record Tile(String name, String value, String interval, String help, String better) {}

  /** A name and what it stands for. */
  record Fact(String name, String value) {}

  /**
   * A part of the page with a heading.
   *
   * @param id its anchor
   * @param note one sentence on how to read it; may be empty
   * @param wide whether it takes the whole width
   * @param chart what the script draws in it; empty where it draws nothing
   * @param label what the chart shows, for those who can't see it
   */
  record Card(
      String id,
      String title,
      String note,
      boolean wide,
      Optional<Chart> chart,
      Optional<Explorer> explorer,
      Optional<Matrix> matrix,
      Optional<Table> table) {

    /** A card with a chart and the table behind it. */
    static Card chart(String id, String title, String note, Chart chart, Table table) {
      return new Card(
          id,
          title,
          note,
          false,
          Optional.of(chart),
          Optional.empty(),
          Optional.empty(),
          Optional.of(table));
    }

    /** The same over the whole width. */
    Card widened() {
      return new Card(id, title, note, true, chart, explorer, matrix, table);
    }

    /** A card with a table alone. */
    static Card table(String id, String title, String note, Table table) {
      return new Card(
          id,
          title,
          note,
          true,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.of(table));
    }
  }

  /** A chart: the name that the script knows it by, and what it shows in words. */
  record Chart(String kind, String label) {}

  /** The slider that walks the thresholds, and what it says at the one in use. */
  record Explorer(int index, int last, String threshold) {}

  /** A table; behind a chart it is folded. */
  record Table(String caption, List<Column> columns, List<Row> rows) {}

  /** A column's head. */
  record Column(String name, boolean number) {}

  /** A row; {@code mark} is a word before its first cell, such as {@code best}. */
  record Row(String mark, String state, List<Cell> cells) {}

  /** A cell. */
  record Cell(String text, boolean number) {}

  /** A confusion matrix. */
  record Matrix(
      String caption,
      int size,
      List<String> labels,
      List<MatrixRow> rows,
      List<Total> totals,
      Total all) {}

  /** An actual class. */
  record MatrixRow(String label, List<MatrixCell> cells, Total total) {}

  /**
   * A count and its share of the actual class.
   *
   * @param shade how dark it is, from 0 to 1
   * @param right whether actual and predicted class are the same
   */
  record MatrixCell(String count, String share, String shade, boolean right, String title) {}

  /** A total and what it tells. */
  record Total(String count, String share) {}
}
