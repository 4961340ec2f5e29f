package io.trainmaster.job.spark.model;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The folder of a {@code Model} artifact: {@code model.json}, {@code history.json} where training
 * had steps (a list of points with {@code series}, {@code step} and {@code value}), and the files
 * of its flavor; an MLlib model has its pipeline in {@code pipeline/}.
 */
public final class ModelFolder {

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private static final String IMPORTANCE = "importance";

  private final Path folder;

  /** A folder, which need not exist yet. */
  public ModelFolder(Path folder) {
    this.folder = folder;
  }

  /** The folder. */
  public Path path() {
    return folder;
  }

  /** The folder of an MLlib model's pipeline. */
  public Path pipelinePath() {
    return folder.resolve("pipeline");
  }

  /** Where an MLlib model's pipeline is, as Spark names places. */
  public String pipeline() {
    return pipelinePath().toUri().toString();
  }

  /** Writes what is to be said of the model; creates the folder. */
  public void write(ModelDescription description, Importance importance, History history)
      throws IOException {
    Files.createDirectories(folder);
    Map<String, Object> json = description.json();
    if (!importance.columns().isEmpty()) {
      Map<String, Object> ordered = new LinkedHashMap<>();
      ordered.put("measure", importance.measure());
      ordered.put("columns", importance.columns());
      json.put(IMPORTANCE, ordered);
    }
    JSON.writeValue(folder.resolve("model.json").toFile(), json);
    if (!history.empty()) {
      JSON.writeValue(folder.resolve("history.json").toFile(), points(history));
    }
  }

  private static List<Map<String, Object>> points(History history) {
    List<Map<String, Object>> points = new ArrayList<>();
    for (History.Series series : history.series()) {
      for (int i = 0; i < series.values().size(); i++) {
        Map<String, Object> point = new LinkedHashMap<>();
        point.put("series", series.name());
        point.put("step", i + 1);
        point.put("value", series.values().get(i));
        points.add(point);
      }
    }
    return points;
  }

  /** Reads {@code model.json}. */
  public ModelDescription description() throws IOException {
    return ModelDescription.of(
        JSON.readValue(
            folder.resolve("model.json").toFile(), new TypeReference<Map<String, Object>>() {}));
  }

  /** How much the model leans on each column; {@link Importance#NONE} where it isn't said. */
  public Importance importance() throws IOException {
    JsonNode node = JSON.readTree(folder.resolve("model.json").toFile()).path(IMPORTANCE);
    Map<String, Double> columns = new LinkedHashMap<>();
    node.path("columns")
        .properties()
        .forEach(entry -> columns.put(entry.getKey(), entry.getValue().asDouble()));
    return columns.isEmpty()
        ? Importance.NONE
        : new Importance(node.path("measure").asText(), columns);
  }

  /** How training went; {@link History#NONE} where nothing was kept. */
  public History history() throws IOException {
    Path file = folder.resolve("history.json");
    if (!Files.exists(file)) {
      return History.NONE;
    }
    Map<String, List<Double>> series = new LinkedHashMap<>();
    for (JsonNode point : JSON.readTree(file.toFile())) {
      series
          .computeIfAbsent(point.path("series").asText(), name -> new ArrayList<>())
          .add(point.path("value").asDouble(Double.NaN));
    }
    return new History(
        series.entrySet().stream()
            .map(entry -> new History.Series(entry.getKey(), entry.getValue()))
            .toList());
  }
}
