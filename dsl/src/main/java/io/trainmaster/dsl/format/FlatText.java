package io.trainmaster.dsl.format;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pieces on one line; only texts in three quotes go over lines in it. */
final class FlatText {

  private final Spacing spacing;

  /** Groups are asked for at each level around them, so that each text is kept. */
  private final Map<Piece.Group, Optional<String>> groups = new IdentityHashMap<>();

  FlatText(Spacing spacing) {
    this.spacing = spacing;
  }

  /** The text of pieces, or nothing where something in them asks for lines of its own. */
  Optional<String> of(List<Piece> pieces) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < pieces.size(); i++) {
      Piece piece = pieces.get(i);
      Optional<String> flat = of(piece);
      if (flat.isEmpty() || piece.first().isBroken()) {
        return Optional.empty();
      }
      text.append(i == 0 ? "" : spacing.between(pieces.get(i - 1), piece)).append(flat.get());
    }
    return Optional.of(text.toString());
  }

  /** The text of a piece, without regard to what stands before it. */
  Optional<String> of(Piece piece) {
    return piece instanceof Piece.Group group
        ? of(group)
        : Optional.of(((Piece.Leaf) piece).text());
  }

  private Optional<String> of(Piece.Group group) {
    Optional<String> known = groups.get(group);
    if (known == null) {
      known = read(group);
      groups.put(group, known);
    }
    return known;
  }

  private Optional<String> read(Piece.Group group) {
    boolean block = group.kind().isBlock();
    if (group.isRemarked()) {
      return Optional.empty();
    } else if (group.rows().isEmpty()) {
      return Optional.of(group.open().text() + group.close().text());
    } else if (block ? !group.oneLine() : group.spread()) {
      return Optional.empty();
    }
    List<String> rows = new ArrayList<>();
    for (Row row : group.rows()) {
      Optional<String> flat = of(row.pieces());
      if (flat.isEmpty()) {
        return Optional.empty();
      }
      rows.add(flat.get());
    }
    String blank = block ? " " : "";
    return Optional.of(
        group.open().text()
            + blank
            + String.join(block ? "; " : ", ", rows)
            + blank
            + group.close().text());
  }
}
