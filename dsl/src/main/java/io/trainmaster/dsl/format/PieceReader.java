package io.trainmaster.dsl.format;

import io.trainmaster.dsl.syntax.SyntaxTree;
import io.trainmaster.dsl.syntax.Token;
import io.trainmaster.dsl.syntax.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tokens to rows. What of the source's line ends is to be kept is decided here. */
final class PieceReader {

  private final String text;
  private final Roles roles;
  private final List<Token> tokens = new ArrayList<>();
  private final List<List<Remark>> gaps = new ArrayList<>();
  private int position;
  private boolean begins;

  PieceReader(SyntaxTree tree, Roles roles) {
    this.text = tree.file().text();
    this.roles = roles;
    gather(tree.tokens());
  }

  /** Leaves out the line ends, whose comments become those of the token that follows. */
  private void gather(List<Token> raw) {
    List<Remark> remarks = new ArrayList<>();
    int end = 0;
    for (Token token : raw) {
      for (Token.Comment comment : token.comments()) {
        int lines = lineEnds(end, comment.span().start());
        String content = text.substring(comment.span().start(), comment.span().end());
        // What documents the next line is put above it.
        boolean own = lines > 0 || comment.documentation() || tokens.isEmpty();
        remarks.add(new Remark(content.stripTrailing(), own, lines > 1));
        end = comment.span().end();
      }
      if (token.kind() != TokenKind.NEWLINE) {
        tokens.add(token);
        gaps.add(List.copyOf(remarks));
        remarks.clear();
        end = token.span().end();
      }
    }
  }

  private int lineEnds(int from, int to) {
    return (int) text.substring(from, to).chars().filter(c -> c == '\n').count();
  }

  /** The whole file as a group without brackets. */
  Piece.Group file() {
    Piece.Leaf nothing = new Piece.Leaf(TokenKind.NEWLINE, 0, 0, "", List.of(), false, false);
    return group(Piece.Kind.WORKFLOW, nothing, TokenKind.END);
  }

  private TokenKind kind() {
    return tokens.get(position).kind();
  }

  private int previousEnd() {
    return position == 0 ? 0 : tokens.get(position - 1).span().end();
  }

  /** Takes the comments before the current token. */
  private List<Remark> takeGap() {
    return gaps.set(position, List.of());
  }

  /** Whether an empty line stands right before the current token. */
  private boolean blankBefore() {
    int lines = 0;
    int start = tokens.get(position).span().start();
    for (int i = start - 1; i >= 0 && isBlank(text.charAt(i)); i--) {
      lines += text.charAt(i) == '\n' ? 1 : 0;
    }
    return lines > 1;
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || c == ';' || c == '\uFEFF';
  }

  private Piece.Leaf leaf() {
    boolean kept = isKeptBreak();
    boolean angle = isAngle(position);
    begins = false;
    List<Remark> remarks = takeGap();
    Token token = tokens.get(position++);
    String written = text.substring(token.span().start(), token.span().end());
    return new Piece.Leaf(
        token.kind(),
        token.span().start(),
        token.span().end(),
        written.replace("\r\n", "\n"),
        remarks,
        kept && remarks.isEmpty(),
        angle);
  }

  /** A line may be continued after an infix operator or a comma, and before a connective. */
  private boolean isKeptBreak() {
    if (begins || position == 0) {
      return false;
    }
    Token before = tokens.get(position - 1);
    Token token = tokens.get(position);
    if (lineEnds(before.span().end(), token.span().start()) == 0) {
      return false;
    }
    return switch (token.kind()) {
      case AND, OR -> true;
      case ELSE -> before.kind() != TokenKind.CLOSE_BRACE;
      case CLOSE_PARENTHESIS, CLOSE_BRACKET, CLOSE_BRACE, END -> false;
      default -> before.kind() == TokenKind.COMMA || isInfix(position - 1);
    };
  }

  private boolean isInfix(int index) {
    TokenKind kind = tokens.get(index).kind();
    return kind.isInfix() && !isAngle(index) && !roles.isSign(tokens.get(index).span().start());
  }

  private boolean isAngle(int index) {
    TokenKind kind = tokens.get(index).kind();
    return index > 0
        && (kind == TokenKind.LESS || kind == TokenKind.GREATER)
        && roles.isAngleAfter(tokens.get(index - 1).span().end());
  }

  private Piece piece() {
    TokenKind kind = kind();
    TokenKind closer =
        switch (kind) {
          case OPEN_PARENTHESIS -> TokenKind.CLOSE_PARENTHESIS;
          case OPEN_BRACKET -> TokenKind.CLOSE_BRACKET;
          case OPEN_BRACE -> TokenKind.CLOSE_BRACE;
          default -> TokenKind.END;
        };
    if (closer == TokenKind.END) {
      return leaf();
    }
    int before = previousEnd();
    Piece.Kind inside = roles.kind(kind, tokens.get(position).span().start(), before);
    return group(inside, leaf(), closer);
  }

  private Piece.Group group(Piece.Kind kind, Piece.Leaf open, TokenKind closer) {
    List<Row> rows = new ArrayList<>();
    Optional<Remark> openRemark = Optional.empty();
    List<Remark> gap;
    boolean spread;
    while (true) {
      spread = skipCommas(kind);
      gap = kind == Piece.Kind.EXPRESSION ? List.of() : takeGap();
      if (!gap.isEmpty() && !gap.get(0).ownLine()) {
        if (rows.isEmpty()) {
          openRemark = Optional.of(gap.get(0));
        } else {
          rows.add(rows.remove(rows.size() - 1).withBeside(gap.get(0)));
        }
        gap = gap.subList(1, gap.size());
      }
      if (kind() == closer) {
        break;
      }
      rows.add(row(kind, gap));
    }
    boolean oneLine = lineEnds(open.start(), tokens.get(position).span().start()) == 0;
    Piece.Leaf close = leaf();
    return new Piece.Group(kind, open, openRemark, rows, gap, close, oneLine, spread);
  }

  private Row row(Piece.Kind kind, List<Remark> above) {
    boolean blank = blankBefore();
    List<Piece> pieces = new ArrayList<>();
    int angles = 0;
    do {
      if (isAngle(position)) {
        angles += kind() == TokenKind.LESS ? 1 : -1;
      }
      begins = pieces.isEmpty();
      pieces.add(piece());
    } while (!endsRow(kind, angles));
    return new Row(above, blank, pieces, Optional.empty());
  }

  /** Skips commas between rows; what is said before one is said after it. */
  private boolean skipCommas(Piece.Kind kind) {
    boolean lineEnd = false;
    while (kind() == TokenKind.COMMA && (kind == Piece.Kind.LIST || kind == Piece.Kind.FIELDS)) {
      List<Remark> remarks = new ArrayList<>(takeGap());
      position++;
      remarks.addAll(gaps.get(position));
      gaps.set(position, remarks);
      lineEnd = lineEnds(previousEnd(), tokens.get(position).span().start()) > 0;
    }
    return lineEnd;
  }

  private boolean endsRow(Piece.Kind kind, int angles) {
    Token token = tokens.get(position);
    return switch (token.kind()) {
      case END, CLOSE_BRACE, CLOSE_BRACKET, CLOSE_PARENTHESIS -> true;
      case COMMA -> angles == 0 && (kind == Piece.Kind.LIST || kind == Piece.Kind.FIELDS);
      default -> kind.isBlock() && roles.startsRow(token.span().start());
    };
  }
}
