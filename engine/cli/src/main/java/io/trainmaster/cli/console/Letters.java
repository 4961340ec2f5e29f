package io.trainmaster.cli.console;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Letters as JSON; apart, so that nothing of JSON is loaded where none is wanted. */
final class Letters {
  private Letters() {}

  /** {@code {"error": {"code", "message", "place", "mend"}}}, without what is empty. */
  static ObjectNode json(Letter letter) {
    ObjectNode error = JsonNodeFactory.instance.objectNode();
    put(error, "code", letter.code());
    put(error, "message", letter.message());
    put(error, "place", letter.place());
    put(error, "mend", letter.mend());
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.set("error", error);
    return object;
  }

  private static void put(ObjectNode object, String name, String value) {
    if (!value.isEmpty()) {
      object.put(name, value);
    }
  }
}
