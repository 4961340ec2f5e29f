package io.trainmaster.worker;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The messages that a worker sends; {@code jobs/host/WIRE.md} says what each means. */
final class WireCommands {

  /** The version of the wire; a process that speaks another is ended. */
  static final int WIRE = 1;

  private final WireValues values;

  WireCommands(WireValues values) {
    this.values = values;
  }

  /**
   * @param warm whether what tasks share is to be made at once
   */
  ObjectNode open(
      String name, int cpus, Path directory, Map<String, String> properties, boolean warm) {
    ObjectNode message = message("open").put("wire", WIRE).put("name", name).put("cpus", cpus);
    message.put("directory", directory.toString());
    ObjectNode settings = message.putObject("properties");
    new TreeMap<>(properties).forEach(settings::put);
    return message.put("warm", warm);
  }

  ObjectNode attach() {
    return message("attach").put("wire", WIRE);
  }

  ObjectNode adopt(AttemptIdentity attempt) {
    return message("adopt", attempt).put("fence", attempt.fence());
  }

  /**
   * @param secrets puts secrets in place of their names
   */
  ObjectNode launch(AttemptRequest request, Secrets secrets) throws Secrets.MissingException {
    ObjectNode message = message("launch", request.identity());
    message.put("fence", request.fence());
    message.put("operator", request.operator());
    message.set("arguments", values.writeFields(secrets.reveal(request.arguments())));
    message.set("block", values.writeBlock(secrets.reveal(request.block())));
    if (!secrets.revealed().isEmpty()) {
      ArrayNode masked = message.putArray("secrets");
      secrets.revealed().forEach(masked::add);
    }
    message.put("cpus", request.cpus());
    message.put("memoryBytes", request.memoryBytes());
    message.put("directory", request.directory().toString());
    message.put("checkpoints", request.checkpointDirectory().toString());
    message.put("project", request.projectDirectory().toString());
    request.timeout().ifPresent(timeout -> message.put("timeoutMillis", timeout.toMillis()));
    return message;
  }

  ObjectNode cancel(AttemptIdentity attempt, String reason) {
    return message("cancel", attempt).put("reason", reason);
  }

  ObjectNode end() {
    return message("end");
  }

  private static ObjectNode message(String kind, AttemptIdentity attempt) {
    return message(kind)
        .put("run", attempt.run().value())
        .put("task", attempt.task().value())
        .put("attempt", attempt.number());
  }

  private static ObjectNode message(String kind) {
    return JsonNodeFactory.instance.objectNode().put("kind", kind);
  }
}
