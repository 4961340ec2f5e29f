package io.trainmaster.dsl.format;

import java.util.List;

/** Makes what belongs together on adjacent lines begin in one column. */
final class Columns {

  /** More than a blank, so that a column is seen. */
  private static final int GAP = 2;

  private final Roles roles;
  private final FlatText flat;

  Columns(Roles roles, FlatText flat) {
    this.roles = roles;
    this.flat = flat;
  }

  /** Lines up the texts of rows. A row over several lines and an empty line end a column. */
  void align(List<Row> rows, List<String> texts) {
    int from = 0;
    for (int i = 1; i <= rows.size(); i++) {
      if (i == rows.size() || !belong(rows, texts, i)) {
        align(rows, texts, from, i);
        from = i;
      }
    }
  }

  private boolean belong(List<Row> rows, List<String> texts, int i) {
    Group before = group(rows.get(i - 1), texts.get(i - 1));
    return before != Group.NONE
        && before == group(rows.get(i), texts.get(i))
        && !rows.get(i).isApart();
  }

  private enum Group {
    NONE,
    ENTRY,
    BINDING,
    SCHEMA
  }

  private Group group(Row row, String text) {
    Roles.Cell cell = roles.cell(row.start());
    if (cell == null || text.contains("\n")) {
      return Group.NONE;
    }
    return switch (cell.column()) {
      case VALUE, CONDITION -> Group.ENTRY;
      case BINDING -> Group.BINDING;
      case SCHEMA -> Group.SCHEMA;
    };
  }

  private void align(List<Row> rows, List<String> texts, int from, int to) {
    if (group(rows.get(from), texts.get(from)) == Group.NONE) {
      return;
    }
    int widest = 0;
    boolean values = false;
    for (int i = from; i < to; i++) {
      int key = key(rows.get(i)).length();
      if (key < texts.get(i).length()) {
        widest = Math.max(widest, width(key(rows.get(i))));
        values |= isValue(rows.get(i));
      }
    }
    int column = widest + (values ? GAP : 1);
    for (int i = from; i < to; i++) {
      String key = key(rows.get(i));
      if (key.length() < texts.get(i).length()) {
        String rest = texts.get(i).substring(key.length()).stripLeading();
        texts.set(i, key + " ".repeat(column - width(key)) + rest);
      }
    }
  }

  private boolean isValue(Row row) {
    Roles.Cell cell = roles.cell(row.start());
    return cell != null && cell.column() == Roles.Column.VALUE;
  }

  /** What stands before the column. */
  private String key(Row row) {
    Roles.Cell cell = roles.cell(row.start());
    int end = cell == null ? 0 : cell.keyEnd();
    return flat.of(row.pieces().stream().filter(piece -> piece.last().end() <= end).toList())
        .orElse("");
  }

  /** Puts the comments beside rows after their texts. */
  static void addRemarks(List<Row> rows, List<String> texts) {
    int from = 0;
    for (int i = 1; i <= rows.size(); i++) {
      if (i == rows.size()
          || !isBeside(rows, texts, i - 1)
          || !isBeside(rows, texts, i)
          || rows.get(i).blankAbove()
          || !rows.get(i).above().isEmpty()) {
        addRemarks(rows, texts, from, i);
        from = i;
      }
    }
  }

  private static boolean isBeside(List<Row> rows, List<String> texts, int i) {
    return rows.get(i).beside().isPresent() && !texts.get(i).contains("\n");
  }

  private static void addRemarks(List<Row> rows, List<String> texts, int from, int to) {
    int column = 0;
    for (int i = from; i < to; i++) {
      column = Math.max(column, width(texts.get(i)));
    }
    for (int i = from; i < to; i++) {
      if (rows.get(i).beside().isPresent()) {
        String text = texts.get(i);
        int pad = text.contains("\n") ? 0 : column - width(text);
        texts.set(i, text + " ".repeat(pad + GAP) + rows.get(i).beside().get().text());
      }
    }
  }

  /** The number of columns that a text takes. */
  static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
