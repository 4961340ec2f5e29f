package io.trainmaster.track;

import io.trainmaster.model.CanonicalText;
import io.trainmaster.model.Entry;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.model.ValueText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * All that a call's result depends on, but for the data from outside that it reads: the operator,
 * its version, its arguments and its block. Artifacts among them are named by the digests of their
 * bytes. Two calls with equal keys give equal results.
 *
 * @param parts what it depends on, by name
 */
public record CallKey(Map<String, Part> parts) {

  /** Longer texts are cut for people; the digest is of the whole. */
  private static final int LONGEST_TEXT = 80;

  private static final String OPERATOR = "operator";
  private static final String VERSION = "the version of the operators";
  private static final String BLOCK = "the block";

  public CallKey {
    parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
  }

  /**
   * A part of a key.
   *
   * @param text for people
   * @param digest the SHA-256 of its canonical text in hexadecimal
   */
  public record Part(String text, String digest) {

    static Part of(Object value, String text) {
      String cut = text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT - 1) + "…";
      return new Part(cut, CanonicalText.sha256(value));
    }
  }

  /**
   * The key of a call.
   *
   * @param version what changes whenever the code of an operator does
   * @param arguments those that are there
   */
  public static CallKey of(
      String version, TaskSpec.Operator operator, Map<String, Value> arguments, List<Entry> block) {
    Map<String, Part> parts = new LinkedHashMap<>();
    parts.put(OPERATOR, Part.of(operator.operator(), "`" + operator.operator() + "`"));
    parts.put(VERSION, Part.of(version, version));
    new TreeMap<>(arguments)
        .forEach(
            (name, value) -> parts.put("argument `" + name + "`", Part.of(value, text(value))));
    if (!block.isEmpty()) {
      parts.put(BLOCK, Part.of(block, block.size() == 1 ? "1 line" : block.size() + " lines"));
    }
    return new CallKey(parts);
  }

  private static String text(Value value) {
    return value instanceof Value.Artifact artifact
        ? artifact.type() + " " + artifact.digest().substring(0, 8)
        : ValueText.of(value);
  }

  /** The SHA-256 of the whole, in hexadecimal: what the result of such a call is found by. */
  public String digest() {
    Map<String, String> digests = new LinkedHashMap<>();
    parts.forEach((name, part) -> digests.put(name, part.digest()));
    return CanonicalText.sha256(digests);
  }

  /**
   * In what an earlier call differs from this one, in words; nothing where the keys are equal.
   *
   * @param earlier the key of the earlier call
   */
  public List<String> differences(CallKey earlier) {
    List<String> differences = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>(parts.keySet());
    names.addAll(earlier.parts.keySet());
    for (String name : names) {
      Part now = parts.get(name);
      Part then = earlier.parts.get(name);
      if (now == null && then != null) {
        differences.add(name + " was " + then.text() + " and is not given");
      } else if (now != null && then == null) {
        differences.add(name + " was not given and is " + now.text());
      } else if (now != null && then != null && !now.digest().equals(then.digest())) {
        differences.add(
            now.text().equals(then.text())
                ? name + " has changed"
                : name + " was " + then.text() + " and is " + now.text());
      }
    }
    return differences;
  }
}
