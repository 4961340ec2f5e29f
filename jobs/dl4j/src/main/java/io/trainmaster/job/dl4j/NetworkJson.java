package io.trainmaster.job.dl4j;

import com.fasterxml.jackson.databind.JsonNode;
import io.trainmaster.job.Arguments;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.network.Architecture;
import io.trainmaster.job.network.ArchitectureParser;
import io.trainmaster.job.network.Layer;
import io.trainmaster.job.network.NetworkDescription;
import io.trainmaster.job.network.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The file {@code network.json}. A layer is written as the line of a workflow that declares it, and
 * read by the same parser.
 */
final class NetworkJson {

  private NetworkJson() {}

  static Map<String, Object> write(NetworkDescription network) {
    List<Object> layers = new ArrayList<>();
    for (Layer layer : network.layers()) {
      layers.add(Map.of(layer.key(), layer.settings()));
    }
    layers.add(Map.of("output", Map.of("activation", network.output().word())));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("input", shape(network.input()));
    json.put("outputs", network.outputs());
    json.put("layers", layers);
    return json;
  }

  /**
   * @throws IllegalArgumentException where it describes no network
   */
  static NetworkDescription read(JsonNode json) {
    List<Arguments.Entry> lines = new ArrayList<>();
    for (JsonNode layer : json.path("layers")) {
      layer.properties().forEach(line -> lines.add(line(line.getKey(), line.getValue())));
    }
    try {
      Architecture architecture = ArchitectureParser.parse(lines);
      return NetworkDescription.of(
          shape(json.path("input")), architecture, json.path("outputs").asInt());
    } catch (TaskException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static Arguments.Entry line(String key, JsonNode settings) {
    Map<String, Object> named = new LinkedHashMap<>();
    settings
        .properties()
        .forEach(setting -> named.put(setting.getKey(), scalar(setting.getValue())));
    return new Arguments.Entry(key, Optional.empty(), List.of(), named, List.of());
  }

  private static Object scalar(JsonNode value) {
    return value.isIntegralNumber()
        ? (Object) value.asLong()
        : value.isNumber() ? (Object) value.asDouble() : value.asText();
  }

  private static Map<String, Object> shape(Shape shape) {
    Map<String, Object> json = new LinkedHashMap<>();
    if (shape instanceof Shape.Image image) {
      json.put("height", image.height());
      json.put("width", image.width());
      json.put("channels", image.channels());
    } else {
      json.put("size", shape.size());
    }
    return json;
  }

  private static Shape shape(JsonNode json) {
    return json.has("size")
        ? new Shape.Vector(json.path("size").asInt())
        : new Shape.Image(
            json.path("height").asInt(), json.path("width").asInt(), json.path("channels").asInt());
  }
}
