package io.trainmaster.dsl.test;

import io.trainmaster.model.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A value that no fake says: it can be passed on, but nothing can be decided on it.
 *
 * @param label how the workflow reads it, such as {@code report.auc}
 * @param operator the operator that would give it
 * @param field the field that its fake would have to say; empty for the whole
 */
record Opaque(String label, String operator, String field) {

  private static final String MARK = "not faked";

  /** It as a value that the engine carries; no operator gives one like it. */
  Value value() {
    return new Value.Call(
        MARK,
        List.of(),
        Map.of(
            "label", Value.text(label),
            "operator", Value.text(operator),
            "field", Value.text(field)));
  }

  /** What a value stands for, where it stands for one that is not known. */
  static Optional<Opaque> of(Value value) {
    if (value instanceof Value.Call call && call.name().equals(MARK)) {
      return Optional.of(
          new Opaque(part(call, "label"), part(call, "operator"), part(call, "field")));
    }
    return Optional.empty();
  }

  private static String part(Value.Call call, String name) {
    return call.named().get(name) instanceof Value.Text text ? text.value() : "";
  }

  /** A field of it. */
  Opaque child(String name) {
    return new Opaque(label + "." + name, operator, field.isEmpty() ? name : field + "." + name);
  }
}
