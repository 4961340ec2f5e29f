package io.trainmaster.dsl.catalogue;

import io.trainmaster.dsl.type.Type;
import io.trainmaster.model.Value;
import java.util.Optional;

/**
 * A parameter of an operator or of a key.
 *
 * @param defaultValue what it is where no argument is given
 */
public record ParameterSignature(
    String name, Type type, Optional<Value> defaultValue, String documentation) {

  /** Whether an argument must be given. */
  public boolean required() {
    return defaultValue.isEmpty() && !type.isMaybe();
  }

  /** How the language writes it. */
  public String text() {
    return name
        + ": "
        + type.text()
        + defaultValue.map(value -> " = " + DefaultText.of(type, value)).orElse("");
  }
}
