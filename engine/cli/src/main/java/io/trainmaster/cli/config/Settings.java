package io.trainmaster.cli.config;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Every setting with its value and where that came from. Immutable; values were checked. */
public final class Settings {
  private final Path project;
  private final Map<String, List<Assigned>> byKey;

  /**
   * @param byKey for each key what the layers say, strongest first
   */
  Settings(Path project, Map<String, List<Assigned>> byKey) {
    this.project = project;
    this.byKey = new LinkedHashMap<>();
    byKey.forEach((key, values) -> this.byKey.put(key, List.copyOf(values)));
  }

  /** The project's root. */
  public Path project() {
    return project;
  }

  /** What each layer says about a key, strongest first: the first one holds. */
  public List<Assigned> assigned(String key) {
    List<Assigned> values = byKey.get(key);
    if (values == null) {
      throw SettingsLoader.unknown(key, "");
    }
    return values;
  }

  /** The keys that have a value: every declared one, and those handed to Spark. */
  public List<String> keys() {
    return byKey.keySet().stream().sorted().toList();
  }

  /** The text that holds. */
  public String text(Setting setting) {
    return assigned(setting.key()).get(0).value();
  }

  /** A path, made absolute from the project's root; empty where none is set. */
  public Optional<Path> path(Setting setting) {
    String text = text(setting);
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(project.toAbsolutePath().resolve(text).normalize());
  }

  /** A count; empty for {@code all}. */
  public OptionalInt count(Setting setting) {
    return Parsed.count(text(setting)).map(OptionalInt::of).orElseGet(OptionalInt::empty);
  }

  /** A number. */
  public int number(Setting setting) {
    return Parsed.number(text(setting)).orElseThrow();
  }

  /** A number; empty for {@code all}. */
  public OptionalInt numberOrAll(Setting setting) {
    return Parsed.number(text(setting)).map(OptionalInt::of).orElseGet(OptionalInt::empty);
  }

  /** An amount of bytes; empty for {@code all}. */
  public OptionalLong bytes(Setting setting) {
    return Parsed.bytes(text(setting)).map(OptionalLong::of).orElseGet(OptionalLong::empty);
  }

  /** A duration. */
  public Duration duration(Setting setting) {
    return Parsed.duration(text(setting)).orElseThrow();
  }

  /** A time zone. */
  public ZoneId zone(Setting setting) {
    return ZoneId.of(text(setting));
  }

  /** Words. */
  public List<String> words(Setting setting) {
    String text = text(setting).strip();
    return text.isEmpty() ? List.of() : List.of(text.split("\\s+"));
  }

  /** Counts by name. */
  public Map<String, Integer> counts(Setting setting) {
    return text(setting).isEmpty() ? Map.of() : Parsed.counts(text(setting)).orElseThrow();
  }

  /** The channels that something is said of. */
  public Set<String> channels() {
    return keys().stream()
        .flatMap(key -> ChannelKey.channel(key).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What holds for a channel; empty where nothing is given. */
  public Optional<Assigned> assigned(String channel, ChannelKey key) {
    return Optional.ofNullable(byKey.get(key.of(channel))).map(values -> values.get(0));
  }

  /** The text that holds for a channel. */
  public String text(String channel, ChannelKey key) {
    return assigned(channel, key).map(Assigned::value).orElse(key.defaultValue());
  }

  /** What is handed to Spark, without the prefix. */
  public Map<String, String> sparkConf() {
    Map<String, String> conf = new LinkedHashMap<>();
    for (String key : keys()) {
      if (key.startsWith(Setting.SPARK_CONF_PREFIX)) {
        conf.put(key.substring(Setting.SPARK_CONF_PREFIX.length()), assigned(key).get(0).value());
      }
    }
    return Collections.unmodifiableMap(conf);
  }
}
