package io.trainmaster.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trainmaster.model.Entry;
import io.trainmaster.model.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The engine's values as the wire has them. The store has a format of its own: this one is a
 * contract with another process, carries an artifact's path, and changes only with the wire's
 * version.
 */
final class WireValues {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Function<String, Path> artifactLocator;

  /**
   * @param artifactLocator where an artifact is, by its digest
   */
  WireValues(Function<String, Path> artifactLocator) {
    this.artifactLocator = artifactLocator;
  }

  JsonNode write(Value value) {
    if (value instanceof Value.Bool bool) {
      return JSON.booleanNode(bool.value());
    } else if (value instanceof Value.Int integer) {
      return JSON.numberNode(integer.value());
    } else if (value instanceof Value.Real real) {
      return writeReal(real.value());
    } else if (value instanceof Value.Text text) {
      return JSON.textNode(text.value());
    } else if (value instanceof Value.Span span) {
      return JSON.objectNode().put("$duration", span.value().toString());
    } else if (value instanceof Value.Bytes bytes) {
      return JSON.objectNode().put("$bytes", bytes.value());
    } else if (value instanceof Value.Items items) {
      return writeItems(items.items());
    } else if (value instanceof Value.Fields fields) {
      ObjectNode written = writeFields(fields.fields());
      boolean marked = fields.fields().keySet().stream().anyMatch(name -> name.startsWith("$"));
      return marked ? JSON.objectNode().set("$fields", written) : written;
    }
    return writeCompound(value);
  }

  private JsonNode writeCompound(Value value) {
    if (value instanceof Value.Range range) {
      ObjectNode written = JSON.objectNode();
      written.putArray("$range").add(write(range.from())).add(write(range.to()));
      return written.put("inclusive", range.inclusive());
    } else if (value instanceof Value.Call call) {
      ObjectNode written = JSON.objectNode().put("$call", call.name());
      written.set("positional", writeItems(call.positional()));
      return written.set("named", writeFields(call.named()));
    } else if (value instanceof Value.Artifact artifact) {
      ObjectNode written = JSON.objectNode().put("$artifact", artifact.type());
      written.put("digest", artifact.digest());
      written.put("path", artifactLocator.apply(artifact.digest()).toString());
      return written.set("properties", writeFields(artifact.properties()));
    }
    return JSON.nullNode();
  }

  private static JsonNode writeReal(double value) {
    return Double.isFinite(value)
        ? JSON.numberNode(value)
        : JSON.objectNode().put("$float", Double.toString(value));
  }

  private ArrayNode writeItems(List<Value> items) {
    ArrayNode written = JSON.arrayNode();
    items.forEach(item -> written.add(write(item)));
    return written;
  }

  /** What is absent is left out. */
  ObjectNode writeFields(Map<String, Value> fields) {
    ObjectNode written = JSON.objectNode();
    fields.forEach(
        (name, value) -> {
          if (!value.equals(Value.ABSENT)) {
            written.set(name, write(value));
          }
        });
    return written;
  }

  ArrayNode writeBlock(List<Entry> block) {
    ArrayNode written = JSON.arrayNode();
    for (Entry entry : block) {
      ObjectNode line = written.addObject().put("key", entry.key());
      entry.comparison().ifPresent(comparison -> line.put("comparison", comparison));
      line.set("positional", writeItems(entry.positional()));
      line.set("named", writeFields(entry.named()));
      line.set("block", writeBlock(entry.block()));
    }
    return written;
  }

  /**
   * A value that a task gave.
   *
   * @throws IllegalArgumentException where it is none
   */
  static Value read(JsonNode node) {
    if (node.isTextual()) {
      return Value.text(node.textValue());
    } else if (node.isBoolean()) {
      return new Value.Bool(node.booleanValue());
    } else if (node.isIntegralNumber()) {
      return new Value.Int(node.longValue());
    } else if (node.isNumber()) {
      return new Value.Real(node.doubleValue());
    } else if (node.isArray()) {
      List<Value> items = new ArrayList<>();
      node.forEach(item -> items.add(read(item)));
      return new Value.Items(items);
    } else if (node.isObject()) {
      return readObject(node);
    }
    return Value.ABSENT;
  }

  private static Value readObject(JsonNode node) {
    if (node.has("$float")) {
      return new Value.Real(Double.parseDouble(node.get("$float").asText()));
    } else if (node.has("$duration")) {
      return new Value.Span(Duration.parse(node.get("$duration").asText()));
    } else if (node.has("$bytes")) {
      return new Value.Bytes(node.get("$bytes").longValue());
    } else if (node.has("$fields")) {
      return new Value.Fields(readFields(node.get("$fields")));
    }
    return new Value.Fields(readFields(node));
  }

  static Map<String, Value> readFields(JsonNode node) {
    Map<String, Value> fields = new LinkedHashMap<>();
    node.properties().forEach(member -> fields.put(member.getKey(), read(member.getValue())));
    return fields;
  }
}
