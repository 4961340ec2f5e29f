package io.trainmaster.model;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A value that a workflow computes with: an argument, a result of a task, a literal. Values are
 * immutable and compare by content.
 */
public sealed interface Value {

  /** What {@code T?} holds when it holds nothing. */
  Value ABSENT = new Absent();

  /** Nothing. Use {@link #ABSENT}. */
  record Absent() implements Value {}

  /** {@code true} or {@code false}. */
  record Bool(boolean value) implements Value {}

  /** A 64-bit integer. */
  record Int(long value) implements Value {}

  /** A {@code Float} of the language: an IEEE double. */
  record Real(double value) implements Value {}

  /**
   * Text: a {@code String}, {@code Path}, {@code Uri}, {@code Date} or a bare name such as {@code
   * relu}.
   */
  record Text(String value) implements Value {}

  /** An amount of time. */
  record Span(Duration value) implements Value {}

  /** An amount of memory or storage, in bytes. */
  record Bytes(long value) implements Value {}

  /** Values in order. */
  record Items(List<Value> items) implements Value {
    public Items {
      items = List.copyOf(items);
    }
  }

  /** A record: named values, in the order they were given. */
  record Fields(Map<String, Value> fields) implements Value {
    public Fields {
      fields = ordered(fields);
    }
  }

  /** From {@code from} to {@code to}; {@code inclusive} tells whether {@code to} belongs to it. */
  record Range(Value from, Value to, boolean inclusive) implements Value {}

  /**
   * A call that an operator gives meaning to, such as {@code adam(rate: 0.001)} or {@code log(0.03
   * .. 0.3)}. A comparison inside a block entry, such as {@code nulls < 1%}, is the call {@code <}.
   */
  record Call(String name, List<Value> positional, Map<String, Value> named) implements Value {
    public Call {
      positional = List.copyOf(positional);
      named = ordered(named);
    }
  }

  /**
   * A published artifact.
   *
   * @param type the nominal type, such as {@code Dataset}, {@code Model} or {@code Report}
   * @param digest the SHA-256 of the content in hexadecimal: the artifact's address in the store
   * @param properties what the language can read off it, such as {@code report.auc}
   */
  record Artifact(String type, String digest, Map<String, Value> properties) implements Value {
    public Artifact {
      properties = ordered(properties);
    }
  }

  /** A text value. */
  static Value text(String value) {
    return new Text(value);
  }

  /** What a secret is called by: {@code secret("name")}. */
  String SECRET = "secret";

  /**
   * A secret, by its name. What it is called stands for it everywhere; what it is, is known to
   * nothing but the process of a task that is given it.
   */
  static Value secret(String name) {
    return new Call(SECRET, List.of(text(name)), Map.of());
  }

  /** The name of a secret; empty where a value is none. */
  static Optional<String> secretName(Value value) {
    return value instanceof Call call
            && call.name().equals(SECRET)
            && call.positional().size() == 1
            && call.positional().get(0) instanceof Text name
        ? Optional.of(name.value())
        : Optional.empty();
  }

  private static Map<String, Value> ordered(Map<String, Value> map) {
    return Ordered.map(map);
  }
}
