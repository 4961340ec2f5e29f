package io.trainmaster.job.dl4j;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.trainmaster.job.network.NetworkDescription;
import io.trainmaster.job.network.data.Encoding;
import io.trainmaster.job.network.data.Target;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files of a model. All are plain data: reading them runs no code that they name.
 *
 * <ul>
 *   <li>{@code model.json}: what every model says of itself
 *   <li>{@code network.json}: the layers
 *   <li>{@code weights.f32}: the weights as little-endian floats in Deeplearning4j's order
 *   <li>{@code preprocessing.json}: how columns become numbers, and numbers a prediction
 *   <li>{@code history.json}: the learning curves
 * </ul>
 */
final class ModelFolder {

  private static final String MODEL = "model.json";
  private static final String NETWORK = "network.json";
  private static final String WEIGHTS = "weights.f32";
  private static final String PREPROCESSING = "preprocessing.json";
  private static final String HISTORY = "history.json";

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.USE_LONG_FOR_INTS);

  private final Path folder;

  ModelFolder(Path folder) {
    this.folder = folder;
  }

  /** A model, without what others read of it. */
  record Contents(NetworkDescription network, float[] weights, Encoding encoding, Target target) {}

  /**
   * Writes a model into a folder that doesn't exist yet.
   *
   * @param description what {@code model.json} is to say
   * @param history the values of each learning curve, one for each epoch
   */
  void write(Contents contents, Map<String, Object> description, Map<String, List<Double>> history)
      throws IOException {
    Files.createDirectories(folder);
    json(MODEL, description);
    json(NETWORK, NetworkJson.write(contents.network()));
    json(PREPROCESSING, PreprocessingJson.write(contents.encoding(), contents.target()));
    json(HISTORY, points(history));
    ByteBuffer bytes =
        ByteBuffer.allocate(contents.weights().length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(contents.weights());
    Files.write(folder.resolve(WEIGHTS), bytes.array());
  }

  /** The curves as every model folder has them: a point after another. */
  private static List<Map<String, Object>> points(Map<String, List<Double>> history) {
    List<Map<String, Object>> points = new ArrayList<>();
    history.forEach(
        (series, values) -> {
          for (int i = 0; i < values.size(); i++) {
            Map<String, Object> point = new LinkedHashMap<>();
            point.put("series", series);
            point.put("step", i + 1);
            point.put("value", values.get(i));
            points.add(point);
          }
        });
    return points;
  }

  /**
   * Reads a model.
   *
   * @throws IOException where a file is missing or is no model's
   */
  Contents read() throws IOException {
    try {
      JsonNode network = JSON.readTree(folder.resolve(NETWORK).toFile());
      JsonNode preprocessing = JSON.readTree(folder.resolve(PREPROCESSING).toFile());
      ByteBuffer bytes =
          ByteBuffer.wrap(Files.readAllBytes(folder.resolve(WEIGHTS)))
              .order(ByteOrder.LITTLE_ENDIAN);
      float[] weights = new float[bytes.remaining() / Float.BYTES];
      bytes.asFloatBuffer().get(weights);
      return new Contents(
          NetworkJson.read(network),
          weights,
          PreprocessingJson.encoding(preprocessing),
          PreprocessingJson.target(preprocessing));
    } catch (IllegalArgumentException e) {
      throw new IOException("No model: " + folder + ": " + e.getMessage(), e);
    }
  }

  private void json(String name, Object value) throws IOException {
    Files.writeString(folder.resolve(name), JSON.writeValueAsString(value) + "\n");
  }
}
