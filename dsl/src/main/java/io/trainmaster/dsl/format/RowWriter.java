package io.trainmaster.dsl.format;

import io.trainmaster.dsl.syntax.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rows to text. A row is written on one line where the source allows that and it fits; otherwise
 * its blocks are opened, and those of its lists that are too long are written with an element on
 * each line.
 */
final class RowWriter {

  private static final int WIDTH = 100;
  private static final int INDENTATION = 2;
  private static final int CONTINUATION = 4;

  private final Spacing spacing;
  private final FlatText flat;
  private final Columns columns;
  private final Roles roles;

  RowWriter(Roles roles) {
    this.roles = roles;
    this.spacing = new Spacing(roles);
    this.flat = new FlatText(spacing);
    this.columns = new Columns(roles, flat);
  }

  /** The text of a file. */
  String file(Piece.Group file) {
    List<Row> rows = new ArrayList<>();
    for (Row row : file.rows()) {
      boolean apart =
          !rows.isEmpty()
              && (roles.startsDeclaration(row.start())
                  || roles.startsDeclaration(rows.get(rows.size() - 1).start()));
      rows.add(apart ? row.apart() : row);
    }
    StringBuilder text = new StringBuilder();
    rows(rows, file.tail(), 0, "", text);
    return text.isEmpty() ? "" : text.substring(1) + "\n";
  }

  /** Writes rows with their comments, each after a line end. */
  private void rows(
      List<Row> rows, List<Remark> tail, int indentation, String comma, StringBuilder text) {
    List<String> texts = new ArrayList<>();
    for (Row row : rows) {
      texts.add(row(row.pieces(), indentation, comma.length()));
    }
    columns.align(rows, texts);
    texts.replaceAll(each -> each + comma);
    Columns.addRemarks(rows, texts);
    String margin = "\n" + " ".repeat(indentation);
    boolean first = true;
    for (int i = 0; i < rows.size(); i++) {
      for (Remark remark : rows.get(i).above()) {
        text.append(remark.blankAbove() && !first ? "\n" : "").append(margin);
        text.append(remark.text());
        first = false;
      }
      text.append(rows.get(i).blankAbove() && !first ? "\n" : "").append(margin);
      text.append(texts.get(i));
      first = false;
    }
    for (Remark remark : tail) {
      text.append(remark.blankAbove() && !first ? "\n" : "").append(margin).append(remark.text());
      first = false;
    }
  }

  /**
   * The text of a row.
   *
   * @param rest how much must fit after it on its last line
   */
  private String row(List<Piece> pieces, int indentation, int rest) {
    Optional<String> line = flat.of(pieces);
    if (line.isPresent() && fits(line.get(), indentation, rest)) {
      return line.get();
    }
    StringBuilder text = new StringBuilder();
    broken(pieces, indentation, rest, text);
    return text.toString();
  }

  private static boolean fits(String text, int column, int rest) {
    int end = text.indexOf('\n');
    if (end < 0) {
      return column + Columns.width(text) + rest <= WIDTH;
    }
    String last = text.substring(text.lastIndexOf('\n') + 1);
    return column + Columns.width(text.substring(0, end)) <= WIDTH
        && Columns.width(last) + rest <= WIDTH;
  }

  private static int column(StringBuilder text, int indentation) {
    int lineEnd = text.lastIndexOf("\n");
    return lineEnd < 0
        ? indentation + text.codePointCount(0, text.length())
        : text.codePointCount(lineEnd + 1, text.length());
  }

  private void broken(List<Piece> pieces, int indentation, int rest, StringBuilder text) {
    for (int i = 0; i < pieces.size(); i++) {
      Piece piece = pieces.get(i);
      if (piece.first().isBroken()) {
        lineBreak(piece.first(), indentation, text);
      } else if (i > 0) {
        text.append(spacing.between(pieces.get(i - 1), piece));
      }
      if (piece instanceof Piece.Group group) {
        int after = widthAfter(pieces, i, rest);
        Optional<String> line = isOpened(group) ? Optional.empty() : flat.of(group);
        boolean empty = group.rows().isEmpty();
        if (line.isPresent() && (empty || fits(line.get(), column(text, indentation), after))) {
          text.append(line.get());
        } else {
          opened(group, indentation, text);
        }
      } else {
        text.append(((Piece.Leaf) piece).text());
      }
    }
  }

  /** Whether a block is written over lines because the row that it belongs to is. */
  private static boolean isOpened(Piece.Group group) {
    return group.kind().isBlock() && group.kind() != Piece.Kind.FIELDS && !group.rows().isEmpty();
  }

  private static void lineBreak(Piece.Leaf leaf, int indentation, StringBuilder text) {
    boolean otherwise = leaf.kind() == TokenKind.ELSE && !leaf.onNextLine();
    String margin = "\n" + " ".repeat(indentation + (otherwise ? 0 : CONTINUATION));
    boolean first = true;
    for (Remark remark : leaf.remarks()) {
      text.append(first && !remark.ownLine() ? "  " : margin).append(remark.text());
      first = false;
    }
    text.append(margin);
  }

  /** How much follows a piece on its line before the next place that can be opened. */
  private int widthAfter(List<Piece> pieces, int index, int rest) {
    int width = 0;
    for (int i = index + 1; i < pieces.size(); i++) {
      Piece piece = pieces.get(i);
      if (piece.first().isBroken()) {
        return width;
      }
      width += spacing.between(pieces.get(i - 1), piece).length();
      boolean list =
          piece instanceof Piece.Group group
              && (isOpened(group) || group.kind() == Piece.Kind.LIST && !group.rows().isEmpty());
      String shown = flat.of(piece).orElse("(");
      int end = shown.indexOf('\n');
      if (list) {
        return width + 1;
      } else if (end >= 0) {
        return width + Columns.width(shown.substring(0, end));
      }
      width += Columns.width(shown);
    }
    return width + rest;
  }

  private void opened(Piece.Group group, int indentation, StringBuilder text) {
    text.append(group.open().text());
    if (group.kind() == Piece.Kind.EXPRESSION) {
      broken(group.rows().get(0).pieces(), indentation, 1, text);
      if (group.close().isBroken()) {
        lineBreak(group.close(), indentation, text);
      }
      text.append(group.close().text());
      return;
    }
    group.openRemark().ifPresent(remark -> text.append("  ").append(remark.text()));
    if (group.kind() == Piece.Kind.WORKFLOW
        && !group.rows().isEmpty()
        && group.rows().get(0).isApart()) {
      text.append('\n');
    }
    String comma = group.kind() == Piece.Kind.LIST ? "," : "";
    rows(group.rows(), group.tail(), indentation + INDENTATION, comma, text);
    text.append("\n").append(" ".repeat(indentation)).append(group.close().text());
  }
}
