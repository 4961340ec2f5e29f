package io.trainmaster.dsl.syntax;

import java.util.HashMap;
import java.util.Map;

/** What a token is. Each kind has the words by which messages call it. */
public enum TokenKind {
  NAME("a name"),
  NUMBER("a number"),
  STRING("a text"),
  NEWLINE("the end of the line"),
  END("the end of the file"),
  UNKNOWN("a character that is not part of the language"),

  AND("and"),
  OR("or"),
  NOT("not"),
  IN("in"),
  IF("if"),
  ELSE("else"),
  FOR("for"),
  RETURN("return"),
  YIELD("yield"),
  REQUIRE("require"),
  FINALLY("finally"),
  TUNE("tune"),
  AFTER("after"),
  AS("as"),
  TRUE("true"),
  FALSE("false"),

  OPEN_PARENTHESIS("("),
  CLOSE_PARENTHESIS(")"),
  OPEN_BRACKET("["),
  CLOSE_BRACKET("]"),
  OPEN_BRACE("{"),
  CLOSE_BRACE("}"),
  COMMA(","),
  COLON(":"),
  DOT("."),
  QUESTION("?"),
  ASSIGN("="),
  ARROW("->"),
  EQUAL("=="),
  NOT_EQUAL("!="),
  LESS("<"),
  LESS_OR_EQUAL("<="),
  GREATER(">"),
  GREATER_OR_EQUAL(">="),
  RANGE(".."),
  RANGE_EXCLUSIVE("..<"),
  OR_ELSE("?:"),
  PLUS("+"),
  MINUS("-"),
  TIMES("*"),
  DIVIDE("/"),
  MULTIPLY_BY("*=");

  private static final Map<String, TokenKind> WORDS = new HashMap<>();

  static {
    for (TokenKind kind : values()) {
      if (kind.isWord()) {
        WORDS.put(kind.spelling, kind);
      }
    }
  }

  private final String spelling;

  TokenKind(String spelling) {
    this.spelling = spelling;
  }

  /** The kind of a reserved word; {@link #NAME} for every other word. */
  static TokenKind ofWord(String word) {
    return WORDS.getOrDefault(word, NAME);
  }

  /** How it is written, or what to call it where it has many spellings. */
  public String spelling() {
    return spelling;
  }

  /** How messages call it. */
  public String described() {
    return ordinal() <= UNKNOWN.ordinal() ? spelling : "`" + spelling + "`";
  }

  /** Whether it is a reserved word. */
  public boolean isWord() {
    return ordinal() >= AND.ordinal() && ordinal() <= FALSE.ordinal();
  }

  /** Whether it is written in one way that is no word, such as {@code (} or {@code ->}. */
  public boolean isSign() {
    return ordinal() >= OPEN_PARENTHESIS.ordinal();
  }

  /** Whether it compares two values, {@code in} left out. */
  public boolean isComparison() {
    return ordinal() >= EQUAL.ordinal() && ordinal() <= GREATER_OR_EQUAL.ordinal();
  }

  /** Whether it stands between two operands, so that the line can't end after it. */
  public boolean isInfix() {
    return this == AND
        || this == OR
        || this == IN
        || ordinal() >= EQUAL.ordinal() && ordinal() <= MULTIPLY_BY.ordinal();
  }

  /** Whether a statement begins with it. */
  public boolean startsStatement() {
    return switch (this) {
      case RETURN, YIELD, REQUIRE, FINALLY, IF, FOR, TUNE -> true;
      default -> false;
    };
  }

  /** Whether an expression can begin with it. */
  public boolean startsExpression() {
    return switch (this) {
      case NAME, NUMBER, STRING, NOT, TRUE, FALSE, MINUS, OPEN_PARENTHESIS, OPEN_BRACKET -> true;
      default -> false;
    };
  }
}
