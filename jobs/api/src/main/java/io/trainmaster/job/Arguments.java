package io.trainmaster.job;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An operator's arguments. The checker has made sure that they fit the signature, so the typed
 * getters throw {@link IllegalArgumentException} only for a bug.
 *
 * <p>Values are of these Java types: {@code Boolean}, {@code Long}, {@code Double}, {@code String}
 * (also {@code Path}, {@code Uri}, {@code Date} and bare names), {@link Duration}, {@link
 * Artifact}, {@link Range}, {@link Call}, {@code List} and {@code Map<String, Object>} of them.
 * Bytes are {@code Long}. An optional argument that was left out is not in the map.
 *
 * @param values arguments by name
 * @param block the lines of the operator's block
 */
public record Arguments(Map<String, Object> values, List<Entry> block) {

  public Arguments {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    block = List.copyOf(block);
  }

  /** A range of a block or an argument. */
  public record Range(Object from, Object to, boolean inclusive) {}

  /** A call that the operator gives meaning to, such as {@code adam(rate: 0.001)}. */
  public record Call(String name, List<Object> positional, Map<String, Object> named) {}

  /**
   * A line of the block.
   *
   * @param key the word or the column it begins with
   * @param comparison {@code >=}, {@code in} … where it is a condition on the key
   */
  public record Entry(
      String key,
      Optional<String> comparison,
      List<Object> positional,
      Map<String, Object> named,
      List<Entry> block) {}

  /** Whether the argument was given or has a default. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** The value of any type. */
  public Optional<Object> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** A text, path, URI, date or bare name; of a published file its path. */
  public String text(String name) {
    return values.get(name) instanceof Artifact file
        ? file.path().toString()
        : require(name, String.class);
  }

  /** A text that may be absent. */
  public Optional<String> optionalText(String name) {
    return get(name).map(String.class::cast);
  }

  /** An {@code Int}. */
  public long integer(String name) {
    return require(name, Long.class);
  }

  /** A {@code Float}; an {@code Int} will do. */
  public double number(String name) {
    return require(name, Number.class).doubleValue();
  }

  /** A {@code Bool}. */
  public boolean flag(String name) {
    return require(name, Boolean.class);
  }

  /** An artifact. */
  public Artifact artifact(String name) {
    return require(name, Artifact.class);
  }

  /** An artifact that may be absent. */
  public Optional<Artifact> optionalArtifact(String name) {
    return get(name).map(Artifact.class::cast);
  }

  /** A list of texts; empty where it is absent. */
  public List<String> texts(String name) {
    return get(name)
        .map(value -> ((List<?>) value).stream().map(String.class::cast).toList())
        .orElse(List.of());
  }

  /** The entries with a key, in the order they were written. */
  public List<Entry> entries(String key) {
    return block.stream().filter(entry -> entry.key().equals(key)).toList();
  }

  /** The only entry with a key. */
  public Optional<Entry> entry(String key) {
    return entries(key).stream().findFirst();
  }

  private <T> T require(String name, Class<T> type) {
    Object value = values.get(name);
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException("Argument " + name + " is not a " + type.getSimpleName());
    }
    return type.cast(value);
  }
}
