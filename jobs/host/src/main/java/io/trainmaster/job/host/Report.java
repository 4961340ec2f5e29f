package io.trainmaster.job.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trainmaster.job.AttemptId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What an attempt has told so far: sent on at once, and kept for the file that outlives the
 * process. Safe for use from several threads.
 */
final class Report {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final AttemptId attempt;
  private final Path directory;
  private final Consumer<ObjectNode> told;
  private final Map<String, JsonNode> outputs = new LinkedHashMap<>();
  private final ArrayNode metrics = JSON.arrayNode();
  private final ObjectNode params = JSON.objectNode();
  private final ArrayNode sources = JSON.arrayNode();

  /**
   * @param directory the attempt's folder
   * @param told hears each message at once
   */
  Report(AttemptId attempt, Path directory, Consumer<ObjectNode> told) {
    this.attempt = attempt;
    this.directory = directory;
    this.told = told;
  }

  synchronized void metric(String key, double value, long step) {
    ObjectNode metric = Events.metric(key, value, step);
    metrics.add(metric);
    told.accept(Events.metric(attempt, metric));
  }

  synchronized void param(String key, String value) {
    params.put(key, value);
    told.accept(Events.param(attempt, key, value));
  }

  synchronized void source(String uri, String digest, long bytes) {
    ObjectNode source = Events.source(uri, digest, bytes);
    sources.add(source);
    told.accept(Events.source(attempt, source));
  }

  synchronized void artifact(String name, String type, Path path, Map<String, ?> properties) {
    ObjectNode output = JSON.objectNode().put("artifact", type);
    output.put("path", directory.relativize(path).toString());
    output.set("properties", Values.write(properties));
    outputs.put(name, output);
  }

  synchronized void value(String name, Object value) {
    outputs.put(name, JSON.objectNode().set("value", Values.write(value)));
  }

  /** The name of an output that was declared and isn't there; empty where all are. */
  synchronized String missingOutput() {
    for (Map.Entry<String, JsonNode> output : outputs.entrySet()) {
      JsonNode path = output.getValue().path("path");
      if (path.isTextual() && !Files.exists(directory.resolve(path.textValue()))) {
        return output.getKey();
      }
    }
    return "";
  }

  /** The result of a body that did well. */
  synchronized ObjectNode succeeded(long peakMemoryBytes) {
    ObjectNode result = JSON.objectNode().put("outcome", "succeeded");
    ObjectNode named = result.putObject("outputs");
    outputs.forEach(named::set);
    return result.put("peakMemoryBytes", peakMemoryBytes);
  }

  /** The result of one that didn't. */
  static ObjectNode failed(HostFailure failure, long peakMemoryBytes) {
    return JSON.objectNode()
        .put("outcome", failure.outcome())
        .put("code", failure.code())
        .put("message", failure.message())
        .put("place", failure.place())
        .put("mend", failure.mend())
        .put("peakMemoryBytes", peakMemoryBytes);
  }

  /** The content of {@code outcome.json}. */
  synchronized ObjectNode outcome(ObjectNode result, Map<String, String> environment) {
    ObjectNode outcome =
        JSON.objectNode()
            .put("wire", Events.WIRE)
            .put("run", attempt.run())
            .put("task", attempt.task())
            .put("attempt", attempt.number())
            .put("fence", attempt.fence());
    outcome.set("result", result);
    outcome.set("metrics", metrics);
    outcome.set("params", params);
    outcome.set("sources", sources);
    outcome.set("environment", Values.write(environment));
    return outcome;
  }
}
