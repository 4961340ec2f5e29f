package io.trainmaster.dsl.format;

/** Whether a blank stands between two tokens on one line. */
final class Spacing {

  private final Roles roles;

  Spacing(Roles roles) {
    this.roles = roles;
  }

  /** What stands between two pieces. */
  String between(Piece before, Piece after) {
    return isTight(before.last(), after.first()) ? "" : " ";
  }

  private boolean isTight(Piece.Leaf before, Piece.Leaf after) {
    return clingsToNext(before) || clingsToPrevious(after, before.end());
  }

  private boolean clingsToNext(Piece.Leaf leaf) {
    return switch (leaf.kind()) {
      case DOT -> true;
      case LESS -> leaf.angle();
      case MINUS -> roles.isSign(leaf.start());
      case RANGE, RANGE_EXCLUSIVE -> roles.isTight(leaf.start());
      default -> false;
    };
  }

  private boolean clingsToPrevious(Piece.Leaf leaf, int previousEnd) {
    return switch (leaf.kind()) {
      case DOT, COMMA, COLON, QUESTION -> true;
      case LESS, GREATER -> leaf.angle();
      case OPEN_PARENTHESIS -> roles.isListAfter(previousEnd);
      case RANGE, RANGE_EXCLUSIVE -> roles.isTight(leaf.start());
      default -> false;
    };
  }
}
