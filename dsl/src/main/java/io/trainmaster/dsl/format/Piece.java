package io.trainmaster.dsl.format;

import io.trainmaster.dsl.syntax.TokenKind;
import java.util.List;
import java.util.Optional;

/** What a row is made of. */
sealed interface Piece {

  /** Where it begins in the source. */
  int start();

  /** Its first token. */
  Leaf first();

  /** Its last token. */
  Leaf last();

  /**
   * A token.
   *
   * @param text as it is written
   * @param remarks the comments between the token before and this one, where no row begins
   * @param onNextLine whether the source continues here on the next line, at a place where that is
   *     kept
   * @param angle whether it is a {@code <} or {@code >} of a type
   */
  record Leaf(
      TokenKind kind,
      int start,
      int end,
      String text,
      List<Remark> remarks,
      boolean onNextLine,
      boolean angle)
      implements Piece {
    public Leaf {
      remarks = List.copyOf(remarks);
    }

    @Override
    public Leaf first() {
      return this;
    }

    @Override
    public Leaf last() {
      return this;
    }

    /** Whether a new line begins before it, whatever fits. */
    boolean isBroken() {
      return onNextLine || !remarks.isEmpty();
    }
  }

  /** What the rows in a pair of brackets are. */
  enum Kind {
    /** Arguments, parameters or the elements of a list, with commas between them. */
    LIST,
    /** An expression in parentheses. */
    EXPRESSION,
    /** Fields of a record. */
    FIELDS,
    /** Statements of a workflow. */
    WORKFLOW,
    /** Statements of a {@code for}. */
    LOOP,
    /** Statements of an {@code if} or {@code finally}. */
    STATEMENTS,
    /** Entries. */
    ENTRIES,
    /** Entries of a test, which read as sentences. */
    TEST;

    /** Whether the rows stand in braces, one on a line or with semicolons between them. */
    boolean isBlock() {
      return compareTo(FIELDS) >= 0;
    }
  }

  /**
   * A pair of brackets with what is in it.
   *
   * @param openRemark the comment after the opening bracket
   * @param tail the comments before the closing bracket
   * @param oneLine whether the source has it on one line
   * @param spread whether the source asks for a row on each line: its last comma stands before a
   *     line end
   */
  record Group(
      Kind kind,
      Leaf open,
      Optional<Remark> openRemark,
      List<Row> rows,
      List<Remark> tail,
      Leaf close,
      boolean oneLine,
      boolean spread)
      implements Piece {
    public Group {
      rows = List.copyOf(rows);
      tail = List.copyOf(tail);
    }

    @Override
    public int start() {
      return open.start();
    }

    @Override
    public Leaf first() {
      return open;
    }

    @Override
    public Leaf last() {
      return close;
    }

    boolean isRemarked() {
      return openRemark.isPresent()
          || !tail.isEmpty()
          || !close.remarks().isEmpty()
          || rows.stream().anyMatch(Row::isRemarked);
    }
  }
}
