package io.trainmaster.worker;

import com.fasterxml.jackson.databind.JsonNode;
import io.trainmaster.track.Metric;
import io.trainmaster.track.Source;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A message of a task process. */
sealed interface WireEvent {

  /** The attempt that a message is about. */
  record Key(String run, String task, int attempt) {}

  /** It serves, and speaks this version of the wire. */
  record Ready(int wire, long pid, Map<String, String> environment) implements WireEvent {}

  /** It lives. */
  record Heartbeat(long heapBytes, long peakMemoryBytes) implements WireEvent {}

  /** Whether an attempt that was asked for runs; all that it has told so far follows. */
  record Adopted(Key key, boolean running) implements WireEvent {}

  /** A body began. */
  record Started(Key key) implements WireEvent {}

  record Progressed(Key key, double fraction, String message) implements WireEvent {}

  record Measured(Key key, Metric metric) implements WireEvent {}

  record Decided(Key key, String name, String value) implements WireEvent {}

  record Read(Key key, Source source) implements WireEvent {}

  /** A body is over; the result's paths are relative to the attempt's folder. */
  record Ended(Key key, JsonNode result) implements WireEvent {}

  /**
   * What a message says; empty where its kind is unknown, for a newer process may say more.
   *
   * @throws RuntimeException where the message lacks what its kind needs
   */
  static Optional<WireEvent> of(JsonNode message) {
    return switch (message.path("kind").asText()) {
      case "ready" ->
          Optional.of(
              new Ready(
                  message.required("wire").intValue(),
                  message.required("pid").longValue(),
                  texts(message.path("environment"))));
      case "heartbeat" ->
          Optional.of(
              new Heartbeat(
                  message.path("heapBytes").longValue(),
                  message.path("peakMemoryBytes").longValue()));
      case "adopted" ->
          Optional.of(new Adopted(key(message), message.path("running").booleanValue()));
      case "started" -> Optional.of(new Started(key(message)));
      case "progress" ->
          Optional.of(
              new Progressed(
                  key(message),
                  message.path("fraction").asDouble(Double.NaN),
                  message.path("message").asText()));
      case "metric" -> Optional.of(new Measured(key(message), metric(message)));
      case "param" ->
          Optional.of(
              new Decided(
                  key(message), message.path("key").asText(), message.path("value").asText()));
      case "source" -> Optional.of(new Read(key(message), source(message)));
      case "ended" -> Optional.of(new Ended(key(message), message.required("result")));
      default -> Optional.empty();
    };
  }

  private static Key key(JsonNode message) {
    return new Key(
        message.required("run").textValue(),
        message.required("task").textValue(),
        message.required("attempt").intValue());
  }

  /** A metric of a message or of the outcome's file. */
  static Metric metric(JsonNode node) {
    JsonNode value = node.required("value");
    double number =
        value.isObject() ? Double.parseDouble(value.path("$float").asText()) : value.doubleValue();
    return new Metric(node.required("key").textValue(), number, node.path("step").longValue());
  }

  /** A source of a message or of the outcome's file. */
  static Source source(JsonNode node) {
    return new Source(
        node.path("uri").asText(), node.path("digest").asText(), node.path("bytes").longValue());
  }

  /** An object whose members are texts. */
  static Map<String, String> texts(JsonNode node) {
    Map<String, String> texts = new LinkedHashMap<>();
    node.properties().forEach(member -> texts.put(member.getKey(), member.getValue().asText()));
    return texts;
  }
}
