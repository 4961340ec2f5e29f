package io.trainmaster.worker;

import com.fasterxml.jackson.databind.JsonNode;
import io.trainmaster.model.Outcome;
import io.trainmaster.run.Failure;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** How a body ended, as the wire and the outcome's file say it. */
final class Results {

  private Results() {}

  /**
   * @param directory the attempt's folder, in which the outputs' paths start
   */
  static AttemptResult read(JsonNode node, Path directory) {
    String word = node.required("outcome").asText();
    long peakMemoryBytes = node.path("peakMemoryBytes").longValue();
    if (word.equals("succeeded")) {
      return new AttemptResult.Succeeded(
          outputs(node.required("outputs"), directory), peakMemoryBytes);
    }
    Failure failure =
        new Failure(
            Outcome.valueOf(word.toUpperCase(Locale.ROOT)),
            node.path("code").asText(),
            node.path("message").asText(),
            node.path("place").asText(),
            node.path("mend").asText());
    return new AttemptResult.Failed(failure, peakMemoryBytes);
  }

  private static Map<String, AttemptOutput> outputs(JsonNode node, Path directory) {
    Map<String, AttemptOutput> outputs = new LinkedHashMap<>();
    node.properties()
        .forEach(output -> outputs.put(output.getKey(), output(output.getValue(), directory)));
    return outputs;
  }

  private static AttemptOutput output(JsonNode node, Path directory) {
    if (node.has("artifact")) {
      return new AttemptOutput.StagedArtifact(
          node.get("artifact").asText(),
          directory.resolve(node.required("path").asText()),
          WireValues.readFields(node.path("properties")));
    }
    return new AttemptOutput.Scalar(WireValues.read(node.required("value")));
  }
}
