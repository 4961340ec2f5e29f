package io.trainmaster.dsl.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What begins on a line of its own: an item, a statement, an entry, a field, or an element of a
 * list that is written over several lines.
 *
 * @param above the comments before it
 * @param blankAbove whether an empty line comes right before it
 * @param beside the comment after it on its last line
 */
record Row(List<Remark> above, boolean blankAbove, List<Piece> pieces, Optional<Remark> beside) {

  Row {
    above = List.copyOf(above);
    pieces = List.copyOf(pieces);
  }

  /** Where it begins in the source. */
  int start() {
    return pieces.get(0).start();
  }

  /** Whether an empty line separates it, with its comments, from what comes before. */
  boolean isApart() {
    return above.isEmpty() ? blankAbove : above.get(0).blankAbove();
  }

  /** Whether comments stand above or beside it. */
  boolean isRemarked() {
    return !above.isEmpty() || beside.isPresent();
  }

  Row withBeside(Remark remark) {
    return new Row(above, blankAbove, pieces, Optional.of(remark));
  }

  /** The same with an empty line before it and its comments. */
  Row apart() {
    if (above.isEmpty()) {
      return new Row(above, true, pieces, beside);
    }
    List<Remark> remarks = new ArrayList<>(above);
    remarks.set(0, new Remark(above.get(0).text(), above.get(0).ownLine(), true));
    return new Row(remarks, blankAbove, pieces, beside);
  }
}
