package io.trainmaster.job.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Hides secrets in what an attempt tells: each is replaced by three stars. Immutable.
 *
 * <p>What an operator writes to its outputs is not looked into.
 */
final class Mask {

  private static final String STARS = "***";
  private static final int SHORTEST_LINE = 8;
  private static final Mask NONE = new Mask(List.of());

  /** The longest first: one secret may be part of another. */
  private final List<String> secrets;

  private Mask(List<String> secrets) {
    this.secrets = secrets;
  }

  /** Hides nothing. */
  static Mask none() {
    return NONE;
  }

  static Mask of(Collection<String> secrets) {
    return secrets.isEmpty()
        ? NONE
        : new Mask(
            secrets.stream()
                .flatMap(secret -> Stream.concat(Stream.of(secret), lines(secret)))
                .filter(secret -> !secret.isEmpty())
                .distinct()
                .sorted(Comparator.comparing(String::length).reversed())
                .toList());
  }

  /** A key of several lines may be told line by line. */
  private static Stream<String> lines(String secret) {
    return secret.lines().map(String::strip).filter(line -> line.length() >= SHORTEST_LINE);
  }

  /** Whether there is nothing to hide. */
  boolean isEmpty() {
    return secrets.isEmpty();
  }

  /** The length of the longest secret. */
  int longest() {
    return isEmpty() ? 0 : secrets.get(0).length();
  }

  String hide(String text) {
    String hidden = text;
    for (String secret : secrets) {
      hidden = hidden.replace(secret, STARS);
    }
    return hidden;
  }

  /** Hides secrets in all texts of a message. */
  ObjectNode hide(ObjectNode message) {
    return isEmpty() ? message : (ObjectNode) hide((JsonNode) message);
  }

  private JsonNode hide(JsonNode node) {
    if (node.isTextual()) {
      return JsonNodeFactory.instance.textNode(hide(node.textValue()));
    } else if (node.isObject()) {
      ObjectNode hidden = JsonNodeFactory.instance.objectNode();
      node.properties()
          .forEach(member -> hidden.set(hide(member.getKey()), hide(member.getValue())));
      return hidden;
    } else if (node.isArray()) {
      ArrayNode hidden = JsonNodeFactory.instance.arrayNode();
      node.forEach(item -> hidden.add(hide(item)));
      return hidden;
    }
    return node;
  }
}
