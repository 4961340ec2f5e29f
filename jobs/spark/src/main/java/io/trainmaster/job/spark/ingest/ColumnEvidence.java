package io.trainmaster.job.spark.ingest;

import java.io.Serializable;
import java.util.EnumSet;

/**
 * What the texts of one column say of its type. Evidence of parts adds up to that of the whole, in
 * whatever order, so the type depends on nothing but the texts.
 */
final class ColumnEvidence implements Serializable {

  private static final long serialVersionUID = 1L;

  private final EnumSet<TextType> seen = EnumSet.noneOf(TextType.class);
  private TextType last = TextType.INT;
  private boolean nulls;

  /** Adds a text that stands for a value. */
  void add(String text) {
    if (isCode(text)) {
      seen.add(TextType.STRING);
      return;
    }
    // The texts of a column are mostly of one type: try the last one's first.
    if (last != TextType.STRING && narrowest(last) && last.parse(text) != null) {
      seen.add(last);
      return;
    }
    if (seen.contains(TextType.STRING)) {
      return; // nothing outweighs it
    }
    for (TextType type : TextType.values()) {
      if (type.parse(text) != null) {
        seen.add(type);
        last = type;
        return;
      }
    }
  }

  /** Adds a missing value. */
  void addNull() {
    nulls = true;
  }

  /** Adds other evidence of the same column. */
  void add(ColumnEvidence other) {
    seen.addAll(other.seen);
    nulls |= other.nulls;
  }

  /** Whether a value is missing. */
  boolean nullable() {
    return nulls;
  }

  /** The narrowest type that every text is of; a column without any text is of strings. */
  TextType type() {
    if (seen.size() == 1) {
      return seen.iterator().next();
    } else if (seen.equals(EnumSet.of(TextType.INT, TextType.FLOAT))) {
      return TextType.FLOAT;
    } else {
      return TextType.STRING;
    }
  }

  /** Digits that are a name, such as {@code 01234}, or more than an integer has. */
  private static boolean isCode(String text) {
    if (text.length() < 2 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return false;
    }
    return text.charAt(0) == '0' || (text.length() > 18 && TextType.INT.parse(text) == null);
  }

  /** Whether a text of this type is of no type that comes before it. */
  private static boolean narrowest(TextType type) {
    return type != TextType.FLOAT;
  }
}
