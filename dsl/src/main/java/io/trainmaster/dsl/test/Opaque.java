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
        MARK, List.of(Value.text(label), Value.text(operator), Value.text(field)), Map.of());
  }

  /** What a value stands for, where it stands for one that is not known. */
  static Optional<Opaque> of(Value value) {
    return value instanceof Value.Call call && call.name().equals(MARK)
        ? Optional.of(new Opaque(part(call, 0), part(call, 1), part(call, 2)))
        : Optional.empty();
  }

  private static String part(Value.Call call, int index) {
    return ((Value.Text) call.positional().get(index)).value();
  }

  /** A field of it. */
  Opaque child(String name) {
    return new Opaque(label + "." + name, operator, field.isEmpty() ? name : field + "." + name);
  }
}
