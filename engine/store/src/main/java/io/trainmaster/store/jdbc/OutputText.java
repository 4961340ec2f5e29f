package io.trainmaster.store.jdbc;

import io.trainmaster.json.ModelJson;
import io.trainmaster.model.Value;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The JSON of what tasks give. Many in a row give the very same, which is written once. */
final class OutputText {

  private @Nullable Value last;
  private @Nullable String json;

  @Nullable String of(Optional<Value> output) {
    if (output.isEmpty()) {
      return null;
    } else if (output.get() != last) {
      last = output.get();
      json = ModelJson.write(last);
    }
    return json;
  }
}
