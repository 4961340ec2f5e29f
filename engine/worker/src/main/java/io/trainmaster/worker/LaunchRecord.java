package io.trainmaster.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Where an attempt was launched: a file in its folder, written before it is.
 *
 * @param host the folder of its task process
 * @param fence the fencing token that it was launched under
 * @param deadline when its timeout is over, where it has one
 */
record LaunchRecord(Path host, long fence, Optional<Instant> deadline) {

  private static final String FILE = "launch.json";

  void write(Path attemptDirectory) throws IOException {
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("wire", WireCommands.WIRE)
            .put("host", host.toString())
            .put("fence", fence);
    deadline.ifPresent(instant -> node.put("deadline", instant.toEpochMilli()));
    Files.createDirectories(attemptDirectory);
    HostRecord.write(attemptDirectory, FILE, node);
  }

  /** Empty where there is none, or none that can be understood. */
  static Optional<LaunchRecord> read(Path attemptDirectory) {
    return HostRecord.read(attemptDirectory, FILE).map(LaunchRecord::of);
  }

  private static LaunchRecord of(JsonNode node) {
    return new LaunchRecord(
        Path.of(node.path("host").asText()),
        node.path("fence").longValue(),
        Optional.ofNullable(node.get("deadline"))
            .map(deadline -> Instant.ofEpochMilli(deadline.longValue())));
  }
}
