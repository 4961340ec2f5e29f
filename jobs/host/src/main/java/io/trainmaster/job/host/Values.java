package io.trainmaster.job.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trainmaster.job.Arguments;
import io.trainmaster.job.Artifact;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Values of the wire as the Java types that {@link Arguments} promises, and back. What JSON can't
 * say is an object with one member whose name begins with {@code $}; {@code WIRE.md} lists them.
 */
final class Values {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Values() {}

  /** The arguments of a {@code launch} message. */
  static Arguments arguments(JsonNode values, JsonNode block) {
    return new Arguments(readFields(values), readBlock(block));
  }

  private static List<Arguments.Entry> readBlock(JsonNode block) {
    List<Arguments.Entry> entries = new ArrayList<>();
    for (JsonNode entry : block) {
      entries.add(
          new Arguments.Entry(
              entry.path("key").asText(),
              Optional.ofNullable(entry.path("comparison").textValue()),
              readItems(entry.path("positional")),
              readFields(entry.path("named")),
              readBlock(entry.path("block"))));
    }
    return entries;
  }

  /** One value; null for nothing. */
  static @Nullable Object read(JsonNode node) {
    if (node.isTextual()) {
      return node.textValue();
    } else if (node.isBoolean()) {
      return node.booleanValue();
    } else if (node.isIntegralNumber()) {
      return node.longValue();
    } else if (node.isNumber()) {
      return node.doubleValue();
    } else if (node.isArray()) {
      return readItems(node);
    } else if (node.isObject()) {
      return readObject(node);
    }
    return null;
  }

  private static Object readObject(JsonNode node) {
    if (node.has("$float")) {
      return Double.valueOf(node.get("$float").textValue());
    } else if (node.has("$duration")) {
      return Duration.parse(node.get("$duration").textValue());
    } else if (node.has("$bytes")) {
      return node.get("$bytes").longValue();
    } else if (node.has("$range")) {
      JsonNode ends = node.get("$range");
      return new Arguments.Range(
          present(ends.path(0)), present(ends.path(1)), node.path("inclusive").booleanValue());
    } else if (node.has("$call")) {
      return new Arguments.Call(
          node.get("$call").textValue(),
          readItems(node.path("positional")),
          readFields(node.path("named")));
    } else if (node.has("$artifact")) {
      return new Artifact(
          node.get("$artifact").textValue(),
          node.path("digest").asText(),
          Path.of(node.path("path").asText()),
          readFields(node.path("properties")));
    } else if (node.has("$fields")) {
      return readFields(node.get("$fields"));
    }
    return readFields(node);
  }

  private static List<Object> readItems(JsonNode node) {
    List<Object> items = new ArrayList<>();
    node.forEach(item -> items.add(present(item)));
    return items;
  }

  /** The members that hold something; one that holds nothing is as good as left out. */
  private static Map<String, Object> readFields(JsonNode node) {
    Map<String, Object> fields = new LinkedHashMap<>();
    node.properties()
        .forEach(
            member -> {
              Object value = read(member.getValue());
              if (value != null) {
                fields.put(member.getKey(), value);
              }
            });
    return fields;
  }

  private static Object present(JsonNode node) {
    Object value = read(node);
    if (value == null) {
      throw new IllegalArgumentException("A list, a range or a call can't hold nothing.");
    }
    return value;
  }

  /**
   * A value that an operator gave.
   *
   * @throws IllegalArgumentException where it is of no type that the wire can carry
   */
  static JsonNode write(@Nullable Object value) {
    if (value == null) {
      return JSON.nullNode();
    } else if (value instanceof Boolean flag) {
      return JSON.booleanNode(flag);
    } else if (value instanceof Integer || value instanceof Long || value instanceof Short) {
      return JSON.numberNode(((Number) value).longValue());
    } else if (value instanceof Number number) {
      return writeFloat(number.doubleValue());
    } else if (value instanceof CharSequence || value instanceof Path || value instanceof Enum) {
      return JSON.textNode(value.toString());
    } else if (value instanceof Duration duration) {
      return JSON.objectNode().put("$duration", duration.toString());
    } else if (value instanceof Map<?, ?> map) {
      return writeMap(map);
    } else if (value instanceof Iterable<?> items) {
      ArrayNode array = JSON.arrayNode();
      items.forEach(item -> array.add(write(item)));
      return array;
    }
    throw new IllegalArgumentException("A " + value.getClass().getName() + " can't be an output.");
  }

  /** A number; JSON has none for what is not finite. */
  static JsonNode writeFloat(double value) {
    return Double.isFinite(value)
        ? JSON.numberNode(value)
        : JSON.objectNode().put("$float", Double.toString(value));
  }

  private static ObjectNode writeMap(Map<?, ?> map) {
    ObjectNode fields = JSON.objectNode();
    boolean marked = false;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String name = String.valueOf(entry.getKey());
      marked |= name.startsWith("$");
      fields.set(name, write(entry.getValue()));
    }
    return marked ? JSON.objectNode().set("$fields", fields) : fields;
  }
}
