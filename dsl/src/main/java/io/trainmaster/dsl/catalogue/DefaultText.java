package io.trainmaster.dsl.catalogue;

import io.trainmaster.dsl.type.ConstantText;
import io.trainmaster.dsl.type.ScalarKind;
import io.trainmaster.dsl.type.Type;
import io.trainmaster.model.Value;

/** Default values as the language writes them: names without quotes. */
final class DefaultText {

  private DefaultText() {}

  static String of(Type type, Value value) {
    boolean word = type.present().is(ScalarKind.NAME);
    return word && value instanceof Value.Text text ? text.value() : ConstantText.of(value);
  }
}
