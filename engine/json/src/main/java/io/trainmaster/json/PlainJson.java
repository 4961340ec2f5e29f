package io.trainmaster.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trainmaster.model.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Values as the JSON that a person or a script expects: {@code 1}, {@code "x"}, {@code [..]},
 * {@code {..}}. A duration is an ISO-8601 text, an amount of bytes a number, an artifact {@code
 * {type, digest, properties}}, a range {@code {from, to, inclusive}}, a call {@code {call,
 * positional, named}}, what is not finite the text {@code "NaN"}, {@code "Infinity"} or {@code
 * "-Infinity"}, and nothing is {@code null}. For the form that can be read back exactly see {@link
 * ModelJson}.
 */
public final class PlainJson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private PlainJson() {}

  /** The JSON of a value. */
  public static JsonNode of(Value value) {
    if (value instanceof Value.Bool bool) {
      return NODES.booleanNode(bool.value());
    } else if (value instanceof Value.Int integer) {
      return NODES.numberNode(integer.value());
    } else if (value instanceof Value.Real real) {
      return number(real.value());
    } else if (value instanceof Value.Text text) {
      return NODES.textNode(text.value());
    } else if (value instanceof Value.Span span) {
      return NODES.textNode(span.value().toString());
    } else if (value instanceof Value.Bytes bytes) {
      return NODES.numberNode(bytes.value());
    } else if (value instanceof Value.Items items) {
      return of(items.items());
    } else if (value instanceof Value.Fields fields) {
      return of(fields.fields());
    }
    return compound(value);
  }

  /** The JSON of values by name, in their order. */
  public static ObjectNode of(Map<String, Value> values) {
    ObjectNode object = NODES.objectNode();
    values.forEach((name, value) -> object.set(name, of(value)));
    return object;
  }

  /** A number, or the text that stands for one that JSON can't write. */
  public static JsonNode number(double value) {
    return Double.isFinite(value)
        ? NODES.numberNode(value)
        : NODES.textNode(Double.toString(value));
  }

  /**
   * The value that a plain JSON stands for: {@code Int} for a whole number of 64 bits written
   * without a point, {@code Float} for any other, {@code String}, {@code Bool}, a list or a record.
   */
  public static Value value(JsonNode json) {
    if (json.isTextual()) {
      return new Value.Text(json.textValue());
    } else if (json.isBoolean()) {
      return new Value.Bool(json.booleanValue());
    } else if (json.isIntegralNumber() && json.canConvertToLong()) {
      return new Value.Int(json.longValue());
    } else if (json.isNumber()) {
      return new Value.Real(json.doubleValue());
    } else if (json.isArray()) {
      List<Value> items = new ArrayList<>();
      json.forEach(item -> items.add(value(item)));
      return new Value.Items(items);
    } else if (json.isObject()) {
      Map<String, Value> fields = new LinkedHashMap<>();
      json.properties().forEach(field -> fields.put(field.getKey(), value(field.getValue())));
      return new Value.Fields(fields);
    }
    return Value.ABSENT;
  }

  private static ArrayNode of(List<Value> items) {
    ArrayNode array = NODES.arrayNode();
    items.forEach(item -> array.add(of(item)));
    return array;
  }

  private static JsonNode compound(Value value) {
    ObjectNode object = NODES.objectNode();
    if (value instanceof Value.Range range) {
      object.set("from", of(range.from()));
      object.set("to", of(range.to()));
      object.put("inclusive", range.inclusive());
    } else if (value instanceof Value.Call call) {
      object.put("call", call.name());
      object.set("positional", of(call.positional()));
      object.set("named", of(call.named()));
    } else if (value instanceof Value.Artifact artifact) {
      object.put("type", artifact.type());
      object.put("digest", artifact.digest());
      object.set("properties", of(artifact.properties()));
    } else {
      return NODES.nullNode();
    }
    return object;
  }
}
