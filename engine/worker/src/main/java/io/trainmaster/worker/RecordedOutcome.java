package io.trainmaster.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trainmaster.model.TaskId;
import io.trainmaster.run.RunId;
import io.trainmaster.track.Metric;
import io.trainmaster.track.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a task process wrote to disk when a body ended, before it told anyone: with it, an engine
 * that was killed adopts a finished body instead of running it again.
 *
 * @param fence the fencing token that the body ran under
 * @param metrics all that the body reported, in order; the engine may have heard some of them
 * @param params likewise
 * @param sources likewise
 * @param environment what its process said of itself
 */
public record RecordedOutcome(
    RunId run,
    TaskId task,
    int attempt,
    long fence,
    AttemptResult result,
    List<Metric> metrics,
    Map<String, String> params,
    List<Source> sources,
    Map<String, String> environment) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  public RecordedOutcome {
    metrics = List.copyOf(metrics);
    params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    sources = List.copyOf(sources);
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
  }

  /**
   * Reads what a task process left in an attempt's folder.
   *
   * @return empty where the body did not end, or the file can't be understood: then the attempt is
   *     as good as lost
   * @throws UncheckedIOException where the file is there and can't be read
   */
  public static Optional<RecordedOutcome> read(Path attemptDirectory) {
    Path file = attemptDirectory.resolve("outcome.json");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      JsonNode node = MAPPER.readTree(file.toFile());
      return node.path("wire").intValue() == WireCommands.WIRE
          ? Optional.of(of(node, attemptDirectory))
          : Optional.empty();
    } catch (JsonProcessingException | IllegalArgumentException garbled) {
      return Optional.empty();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static RecordedOutcome of(JsonNode node, Path attemptDirectory) {
    List<Metric> metrics = new ArrayList<>();
    node.path("metrics").forEach(metric -> metrics.add(WireEvent.metric(metric)));
    List<Source> sources = new ArrayList<>();
    node.path("sources").forEach(source -> sources.add(WireEvent.source(source)));
    return new RecordedOutcome(
        new RunId(node.required("run").asText()),
        new TaskId(node.required("task").asText()),
        node.required("attempt").intValue(),
        node.required("fence").longValue(),
        Results.read(node.required("result"), attemptDirectory),
        metrics,
        WireEvent.texts(node.path("params")),
        sources,
        WireEvent.texts(node.path("environment")));
  }
}
