package io.trainmaster.job.host;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trainmaster.job.AttemptId;
import java.util.Map;

/** The messages that this process sends; {@code WIRE.md} says what each means. */
final class Events {

  /** The version of the wire; a worker that speaks another ends this process. */
  static final int WIRE = 1;

  private Events() {}

  static ObjectNode ready(long pid, Map<String, String> environment) {
    ObjectNode message = message("ready").put("wire", WIRE).put("pid", pid);
    message.set("environment", Values.write(environment));
    return message;
  }

  static ObjectNode heartbeat(long heapBytes, long peakMemoryBytes) {
    return message("heartbeat").put("heapBytes", heapBytes).put("peakMemoryBytes", peakMemoryBytes);
  }

  static ObjectNode adopted(AttemptId attempt, boolean running) {
    return message("adopted", attempt).put("running", running);
  }

  static ObjectNode started(AttemptId attempt) {
    return message("started", attempt);
  }

  static ObjectNode progress(AttemptId attempt, double fraction, String text) {
    ObjectNode message = message("progress", attempt);
    if (!Double.isNaN(fraction)) {
      message.put("fraction", fraction);
    }
    return message.put("message", text);
  }

  static ObjectNode metric(AttemptId attempt, ObjectNode metric) {
    return message("metric", attempt).setAll(metric);
  }

  static ObjectNode param(AttemptId attempt, String key, String value) {
    return message("param", attempt).put("key", key).put("value", value);
  }

  static ObjectNode source(AttemptId attempt, ObjectNode source) {
    return message("source", attempt).setAll(source);
  }

  static ObjectNode ended(AttemptId attempt, ObjectNode result) {
    return message("ended", attempt).set("result", result);
  }

  /** A metric as a message and the outcome's file hold it. */
  static ObjectNode metric(String key, double value, long step) {
    ObjectNode metric = JsonNodeFactory.instance.objectNode().put("key", key);
    metric.set("value", Values.writeFloat(value));
    return metric.put("step", step);
  }

  /** A source as a message and the outcome's file hold it. */
  static ObjectNode source(String uri, String digest, long bytes) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("uri", uri)
        .put("digest", digest)
        .put("bytes", bytes);
  }

  private static ObjectNode message(String kind, AttemptId attempt) {
    return message(kind)
        .put("run", attempt.run())
        .put("task", attempt.task())
        .put("attempt", attempt.number());
  }

  private static ObjectNode message(String kind) {
    return JsonNodeFactory.instance.objectNode().put("kind", kind);
  }
}
