package io.trainmaster.dsl.type;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The types that hold a single value. */
public enum ScalarKind {
  INT("Int"),
  FLOAT("Float"),
  BOOL("Bool"),
  STRING("String"),
  DURATION("Duration"),
  BYTES("Bytes"),
  PATH("Path"),
  URI("Uri"),
  DATE("Date"),
  INSTANT("Instant"),
  SECRET("Secret"),
  /** A bare word of a closed set, such as {@code relu}. */
  NAME("Name"),
  /** A text that names a column of the call's first dataset. */
  COLUMN("Column"),
  /** The name of a schema. */
  SCHEMA("Schema"),
  /** A call that an operator gives meaning to, such as {@code adam(rate: 0.001)}. */
  CALL("Call"),
  /** A condition on what is measured while a task runs, such as {@code p99 > 80 ms}. */
  CONDITION("Condition"),
  /** Time of processors, such as {@code 40 cpu_h}. */
  WORK("Work");

  private static final Map<String, ScalarKind> BY_WORD = new HashMap<>();

  static {
    for (ScalarKind kind : values()) {
      BY_WORD.put(kind.word, kind);
    }
  }

  private final String word;

  ScalarKind(String word) {
    this.word = word;
  }

  /** How the language writes it. */
  public String word() {
    return word;
  }

  /** The kind that a word names. */
  public static Optional<ScalarKind> of(String word) {
    return Optional.ofNullable(BY_WORD.get(word));
  }

  /** The words for all kinds. */
  public static List<String> words() {
    return new ArrayList<>(BY_WORD.keySet());
  }

  /** Whether values are kept as text. */
  public boolean isText() {
    return switch (this) {
      case STRING, PATH, URI, DATE, INSTANT, NAME, COLUMN -> true;
      default -> false;
    };
  }

  /** Whether it can be computed with. */
  public boolean isNumber() {
    return this == INT || this == FLOAT;
  }

  /** Whether one value comes before another. */
  public boolean isOrdered() {
    return switch (this) {
      case INT, FLOAT, DURATION, BYTES, DATE, INSTANT, STRING, WORK -> true;
      default -> false;
    };
  }
}
