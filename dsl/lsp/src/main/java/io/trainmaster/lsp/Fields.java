package io.trainmaster.lsp;

import io.trainmaster.dsl.type.Type;
import java.util.Map;
import java.util.Optional;

/** What can be read off a value of a type. */
record Fields(Analysis analysis) {

  Optional<Map<String, Type>> of(Type type) {
    Type present = type.present();
    if (present instanceof Type.RecordOf fields) {
      return Optional.of(fields.fields());
    }
    return present instanceof Type.Nominal nominal
        ? analysis.catalogue().fields(nominal.name())
        : Optional.empty();
  }
}
