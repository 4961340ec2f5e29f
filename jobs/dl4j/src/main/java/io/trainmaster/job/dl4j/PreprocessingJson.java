package io.trainmaster.job.dl4j;

import com.fasterxml.jackson.databind.JsonNode;
import io.trainmaster.job.network.Shape;
import io.trainmaster.job.network.data.Encoder;
import io.trainmaster.job.network.data.Encoding;
import io.trainmaster.job.network.data.Target;
import io.trainmaster.job.network.data.TaskKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The file {@code preprocessing.json}. */
final class PreprocessingJson {

  private PreprocessingJson() {}

  static Map<String, Object> write(Encoding encoding, Target target) {
    Map<String, Object> label = new LinkedHashMap<>();
    label.put("column", target.column());
    label.put("task", target.task().word());
    label.put("classes", target.classes());
    label.put("mean", target.mean());
    label.put("deviation", target.deviation());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("columns", encoding.encoders().stream().map(PreprocessingJson::encoder).toList());
    if (encoding.input() instanceof Shape.Image image) {
      Map<String, Object> size = new LinkedHashMap<>();
      size.put("height", image.height());
      size.put("width", image.width());
      size.put("channels", image.channels());
      json.put("image", size);
    }
    json.put("label", label);
    return json;
  }

  private static Map<String, Object> encoder(Encoder encoder) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", encoder.column());
    if (encoder instanceof Encoder.Standardized standardized) {
      json.put("mean", standardized.mean());
      json.put("deviation", standardized.deviation());
    } else if (encoder instanceof Encoder.OneHot oneHot) {
      json.put("values", oneHot.values());
    } else if (encoder instanceof Encoder.Pixels pixels) {
      json.put("bytes", pixels.width());
    }
    return json;
  }

  /**
   * @throws IllegalArgumentException where the columns and the shape don't fit
   */
  static Encoding encoding(JsonNode json) {
    List<Encoder> encoders = new ArrayList<>();
    for (JsonNode column : json.path("columns")) {
      encoders.add(encoder(column));
    }
    JsonNode image = json.path("image");
    Shape input =
        image.isMissingNode()
            ? new Shape.Vector(encoders.stream().mapToInt(Encoder::width).sum())
            : new Shape.Image(
                image.path("height").asInt(),
                image.path("width").asInt(),
                image.path("channels").asInt());
    return new Encoding(input, encoders);
  }

  private static Encoder encoder(JsonNode json) {
    String name = json.path("name").asText();
    if (json.has("values")) {
      return new Encoder.OneHot(name, texts(json.path("values")));
    }
    return json.has("bytes")
        ? new Encoder.Pixels(name, json.path("bytes").asInt())
        : new Encoder.Standardized(
            name, json.path("mean").asDouble(), json.path("deviation").asDouble());
  }

  static Target target(JsonNode json) {
    JsonNode label = json.path("label");
    return new Target(
        label.path("column").asText(),
        TaskKind.of(label.path("task").asText()),
        texts(label.path("classes")),
        label.path("mean").asDouble(),
        label.path("deviation").asDouble());
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
