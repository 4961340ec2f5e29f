package io.trainmaster.dsl.type;

import io.trainmaster.model.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A type of the language. Types are values; {@link #text} is how the language writes them. */
public sealed interface Type {

  /** What a faulty expression has: it fits everywhere, so that a fault is reported once. */
  Type UNKNOWN = new Unknown();

  Type INT = new Scalar(ScalarKind.INT, Optional.empty());
  Type FLOAT = new Scalar(ScalarKind.FLOAT, Optional.empty());
  Type BOOL = new Scalar(ScalarKind.BOOL, Optional.empty());
  Type STRING = new Scalar(ScalarKind.STRING, Optional.empty());
  Type DURATION = new Scalar(ScalarKind.DURATION, Optional.empty());
  Type BYTES = new Scalar(ScalarKind.BYTES, Optional.empty());
  Type DATASET = new Nominal("Dataset", Optional.empty());

  /** How the language writes it, such as {@code Float in 0..1}. */
  String text();

  /** A single value, perhaps narrowed: {@code Float in 0..1}, {@code Name in [relu, tanh]}. */
  record Scalar(ScalarKind kind, Optional<Refinement> refinement) implements Type {

    /** Whole numbers from one to another, both included. */
    public static Type between(long from, long to) {
      Value.Range range = new Value.Range(new Value.Int(from), new Value.Int(to), true);
      return new Scalar(ScalarKind.INT, Optional.of(new Refinement.Between(range)));
    }

    @Override
    public String text() {
      return kind.word() + refinement.map(narrowed -> " in " + narrowed.text()).orElse("");
    }
  }

  /**
   * An artifact or a thing of the world, such as {@code Dataset}: it fits only its own name.
   *
   * @param schema the schema of a dataset, where it is declared
   */
  record Nominal(String name, Optional<String> schema) implements Type {
    @Override
    public String text() {
      return name + schema.map(known -> "<" + known + ">").orElse("");
    }
  }

  /** Values in order; what narrows the items is written behind the list. */
  record ListOf(Type element) implements Type {
    @Override
    public String text() {
      return element instanceof Scalar scalar && scalar.refinement().isPresent()
          ? "List<" + scalar.kind().word() + "> in " + scalar.refinement().get().text()
          : "List<" + element.text() + ">";
    }
  }

  /** Named values. */
  record RecordOf(Map<String, Type> fields) implements Type {
    public RecordOf {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    @Override
    public String text() {
      return fields.entrySet().stream()
          .map(field -> field.getKey() + ": " + field.getValue().text())
          .collect(Collectors.joining("; ", fields.isEmpty() ? "{" : "{ ", " }"));
    }
  }

  /** From one value to another. */
  record RangeOf(Type element) implements Type {
    @Override
    public String text() {
      return "a range of " + element.text();
    }
  }

  /** {@code T?}: a value or nothing. */
  record Maybe(Type of) implements Type {
    @Override
    public String text() {
      return of.text() + "?";
    }
  }

  /** See {@link #UNKNOWN}. */
  record Unknown() implements Type {
    @Override
    public String text() {
      return "an unknown type";
    }
  }

  /** Whether it is {@link #UNKNOWN}. */
  default boolean isUnknown() {
    return this instanceof Unknown;
  }

  /** The scalar's kind, where it is one. */
  default Optional<ScalarKind> scalar() {
    return this instanceof Scalar scalar ? Optional.of(scalar.kind()) : Optional.empty();
  }

  /** Whether it is the scalar kind, however narrowed. */
  default boolean is(ScalarKind kind) {
    return this instanceof Scalar scalar && scalar.kind() == kind;
  }

  /** Whether it is a certain artifact. */
  default boolean is(String nominal) {
    return this instanceof Nominal named && named.name().equals(nominal);
  }

  /** The type without its {@code ?}. */
  default Type present() {
    return this instanceof Maybe maybe ? maybe.of() : this;
  }

  /** Whether it may hold nothing. */
  default boolean isMaybe() {
    return this instanceof Maybe;
  }

  /** The type without what narrows it. */
  default Type widened() {
    return this instanceof Scalar scalar ? new Scalar(scalar.kind(), Optional.empty()) : this;
  }
}
