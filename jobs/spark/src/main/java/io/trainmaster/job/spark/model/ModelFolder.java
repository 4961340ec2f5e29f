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
 * had steps, and the files of its flavor; an MLlib model has its pipeline in {@code pipeline/}.
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

  /** Where an MLlib model's pipeline is, as Spark names places. */
  public String pipeline() {
    return folder.resolve("pipeline").toUri().toString();
  }

  /** Writes what is to be said of the model; creates the folder. */
  public void write(ModelDescription description, Importance importance, History history)
      throws IOException {
    Files.createDirectories(folder);
    Map<String, Object> json = description.json();
    if (!importance.columns().isEmpty()) {
      json.put(
          IMPORTANCE, Map.of("measure", importance.measure(), "columns", importance.columns()));
    }
    JSON.writeValue(folder.resolve("model.json").toFile(), json);
    if (!history.empty()) {
      Map<String, Object> series = new LinkedHashMap<>();
      history.series().forEach(one -> series.put(one.name(), one.values()));
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("step", history.step());
      map.put("series", series);
      JSON.writeValue(folder.resolve("history.json").toFile(), map);
    }
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
    JsonNode node = JSON.readTree(file.toFile());
    List<History.Series> series = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : node.path("series").properties()) {
      List<Double> values = new ArrayList<>();
      entry.getValue().forEach(value -> values.add(value.asDouble(Double.NaN)));
      series.add(new History.Series(entry.getKey(), values));
    }
    return new History(node.path("step").asText("step"), series);
  }
}
