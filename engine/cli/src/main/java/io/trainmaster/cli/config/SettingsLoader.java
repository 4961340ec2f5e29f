package io.trainmaster.cli.config;

import io.trainmaster.dsl.diagnostic.Nearest;
import io.trainmaster.worker.SecretSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Gathers the layers: flags, environment, the project's overlay and file, the user's file, the
 * defaults. A key that isn't declared and a value that isn't allowed stop it.
 *
 * @param project the project's root
 * @param overlay the overlay that was asked for; empty takes {@code dev} where the project has it
 * @param flags {@code --set} by key
 * @param variables the process environment
 * @param warnings hears of environment variables that look like settings and are none
 */
public record SettingsLoader(
    Path project,
    Optional<String> overlay,
    Map<String, String> flags,
    Map<String, String> variables,
    Consumer<String> warnings) {

  private static final String FILE_NAME = "trainmaster.properties";
  private static final String DEFAULT_OVERLAY = "dev";
  private static final String VARIABLE_PREFIX = "TRAINMASTER_";

  /** Variables that begin like settings and have another use. */
  private static final List<String> OTHER_VARIABLES =
      List.of("TRAINMASTER_ENV", "TRAINMASTER_JAVA_OPTIONS", "TRAINMASTER_LEDGER");

  /**
   * Reads every layer.
   *
   * @throws ConfigException for the first thing that is wrong
   */
  public Settings load() {
    Map<String, List<Assigned>> byKey = new LinkedHashMap<>();
    for (Map<String, Assigned> layer :
        List.of(flagLayer(), environmentLayer(), overlayLayer(), projectLayer(), userLayer())) {
      layer.forEach(
          (key, assigned) -> {
            check(key, assigned);
            byKey.computeIfAbsent(key, ignored -> new ArrayList<>()).add(assigned);
          });
    }
    for (Setting setting : Setting.values()) {
      byKey
          .computeIfAbsent(setting.key(), ignored -> new ArrayList<>())
          .add(new Assigned(Layer.DEFAULT, "default", setting.defaultValue()));
    }
    return new Settings(project, byKey);
  }

  private Map<String, Assigned> flagLayer() {
    Map<String, Assigned> values = new LinkedHashMap<>();
    flags.forEach((key, value) -> values.put(key, new Assigned(Layer.FLAG, "--set " + key, value)));
    return values;
  }

  private Map<String, Assigned> environmentLayer() {
    Map<String, Assigned> values = new LinkedHashMap<>();
    variables.forEach(
        (name, value) -> {
          Optional<Setting> setting = Setting.ofVariable(name);
          if (setting.isPresent()) {
            values.put(setting.get().key(), new Assigned(Layer.ENVIRONMENT, name, value));
          } else if (name.startsWith(VARIABLE_PREFIX)
              && !name.startsWith(SecretSource.VARIABLE_PREFIX)
              && !OTHER_VARIABLES.contains(name)) {
            warnings.accept("The environment variable " + name + " is no setting." + meant(name));
          }
        });
    return values;
  }

  private static String meant(String variable) {
    return Nearest.to(variable, Arrays.stream(Setting.values()).map(Setting::variable).toList())
        .map(name -> " Did you mean " + name + "?")
        .orElse("");
  }

  private Map<String, Assigned> overlayLayer() {
    Optional<String> asked =
        overlay.or(() -> Optional.ofNullable(variables.get("TRAINMASTER_ENV")));
    String name = asked.orElse(DEFAULT_OVERLAY);
    Path file = project.resolve("conf").resolve(name + ".properties");
    if (asked.isPresent() && !Files.isRegularFile(file)) {
      throw new ConfigException(
          "There is no environment " + name + " in this project.",
          "conf/" + name + ".properties",
          "Make that file, or choose one of those there: " + String.join(", ", overlays()) + ".");
    }
    return PropertiesLayer.read(Layer.OVERLAY, file, "conf/" + name + ".properties");
  }

  private List<String> overlays() {
    try (Stream<Path> files = Files.list(project.resolve("conf"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".properties") && !name.equals(FILE_NAME))
          .map(name -> name.substring(0, name.length() - ".properties".length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of("none");
    }
  }

  private Map<String, Assigned> projectLayer() {
    Path file = project.resolve("conf").resolve(FILE_NAME);
    return PropertiesLayer.read(Layer.PROJECT, file, "conf/" + FILE_NAME);
  }

  private Map<String, Assigned> userLayer() {
    Optional<Path> file = userFile(variables);
    return file.map(path -> PropertiesLayer.read(Layer.USER, path, path.toString()))
        .orElse(Map.of());
  }

  /** The user's own settings file, whether or not it exists; empty where there is no home. */
  public static Optional<Path> userFile(Map<String, String> variables) {
    String configHome = variables.getOrDefault("XDG_CONFIG_HOME", "");
    String home = variables.getOrDefault("HOME", "");
    if (!configHome.isEmpty()) {
      return Optional.of(Path.of(configHome, "trainmaster", FILE_NAME));
    }
    return home.isEmpty()
        ? Optional.empty()
        : Optional.of(Path.of(home, ".config", "trainmaster", FILE_NAME));
  }

  private static void check(String key, Assigned assigned) {
    if (key.startsWith(Setting.SPARK_CONF_PREFIX)) {
      return;
    }
    Declaration setting =
        Setting.of(key)
            .<Declaration>map(one -> one)
            .or(() -> ChannelKey.declared(key))
            .orElseThrow(() -> unknown(key, assigned.origin()));
    if (!Parsed.isAllowed(setting, assigned.value())) {
      throw new ConfigException(
          "The setting " + key + " can't be \"" + assigned.value() + "\".",
          assigned.origin(),
          "It takes " + setting.allowed() + ".");
    }
  }

  /** The error for a key that isn't declared. */
  static ConfigException unknown(String key, String place) {
    List<String> keys = new ArrayList<>(Arrays.stream(Setting.values()).map(Setting::key).toList());
    ChannelKey.channel(key).ifPresent(channel -> keys.addAll(ChannelKey.all(channel)));
    String mend = Nearest.to(key, keys).map(name -> "Did you mean " + name + "?").orElse("");
    return new ConfigException(
        "There is no setting " + key + ".",
        place,
        mend.isEmpty() ? "`trainmaster config list` shows all settings." : mend);
  }
}
