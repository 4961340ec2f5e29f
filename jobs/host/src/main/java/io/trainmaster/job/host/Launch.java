package io.trainmaster.job.host;

import com.fasterxml.jackson.databind.JsonNode;
import io.trainmaster.job.Arguments;
import io.trainmaster.job.AttemptId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A {@code launch} message.
 *
 * @param directory the attempt's folder
 * @param checkpoints the folder that the task's attempts share
 * @param project where relative paths start
 * @param timeout how long the body may take
 * @param mask hides the secrets among the arguments in all that the attempt tells
 */
record Launch(
    AttemptId attempt,
    String operator,
    Arguments arguments,
    int cpus,
    long memoryBytes,
    Path directory,
    Path checkpoints,
    Path project,
    Optional<Duration> timeout,
    Mask mask) {

  static Launch of(JsonNode message) {
    return new Launch(
        attempt(message),
        message.path("operator").asText(),
        Values.arguments(message.path("arguments"), message.path("block")),
        message.path("cpus").asInt(1),
        message.path("memoryBytes").asLong(),
        Path.of(message.path("directory").asText()),
        Path.of(message.path("checkpoints").asText()),
        Path.of(message.path("project").asText()),
        Optional.ofNullable(message.get("timeoutMillis"))
            .map(millis -> Duration.ofMillis(millis.asLong())),
        mask(message.path("secrets")));
  }

  private static Mask mask(JsonNode secrets) {
    List<String> texts = new ArrayList<>();
    secrets.forEach(secret -> texts.add(secret.asText()));
    return Mask.of(texts);
  }

  /** The attempt that a message is about; its fence is 0 where the message has none. */
  static AttemptId attempt(JsonNode message) {
    return new AttemptId(
        message.path("run").asText(),
        message.path("task").asText(),
        message.path("attempt").asInt(),
        message.path("fence").asLong());
  }
}
