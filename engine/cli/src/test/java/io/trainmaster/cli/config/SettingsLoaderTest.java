package io.trainmaster.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsLoaderTest {
  @TempDir Path project;
  final Map<String, String> flags = new HashMap<>();
  final Map<String, String> variables = new HashMap<>();
  final List<String> warnings = new ArrayList<>();
  Optional<String> overlay = Optional.empty();

  @Test
  void defaultsHoldWhereNothingIsSet() {
    Settings settings = load();

    for (Setting setting : Setting.values()) {
      assertThat(settings.text(setting)).isEqualTo(setting.defaultValue());
      assertThat(settings.assigned(setting.key()).get(0).layer()).isEqualTo(Layer.DEFAULT);
    }
  }

  @Test
  void eachLayerHidesThoseBelow() throws IOException {
    variables.put("XDG_CONFIG_HOME", project.resolve("home").toString());
    write("home/trainmaster/trainmaster.properties", "run.grace = 1 s\n");
    write("conf/trainmaster.properties", "\nrun.grace = 2 s\n");
    write("conf/dev.properties", "run.grace = 3 s\n");
    variables.put("TRAINMASTER_RUN_GRACE", "4 s");
    flags.put("run.grace", "5 s");

    List<Assigned> layers = load().assigned("run.grace");

    assertThat(layers)
        .extracting(Assigned::layer)
        .containsExactly(
            Layer.FLAG, Layer.ENVIRONMENT, Layer.OVERLAY, Layer.PROJECT, Layer.USER, Layer.DEFAULT);
    assertThat(layers)
        .extracting(Assigned::value)
        .containsExactly("5 s", "4 s", "3 s", "2 s", "1 s", "10 s");
    assertThat(layers.get(1).origin()).isEqualTo("TRAINMASTER_RUN_GRACE");
    assertThat(layers.get(2).origin()).isEqualTo("conf/dev.properties:1");
    assertThat(layers.get(3).origin()).isEqualTo("conf/trainmaster.properties:2");
    assertThat(load().duration(Setting.RUN_GRACE)).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void theOverlayIsChosenByFlagOrVariable() throws IOException {
    write("conf/staging.properties", "engine.cpus = 3\n");
    write("conf/production.properties", "engine.cpus = 5\n");
    variables.put("TRAINMASTER_ENV", "staging");
    assertThat(load().count(Setting.ENGINE_CPUS)).hasValue(3);

    overlay = Optional.of("production");
    assertThat(load().count(Setting.ENGINE_CPUS)).hasValue(5);
  }

  @Test
  void anOverlayThatIsNotThereNamesThoseThatAre() throws IOException {
    write("conf/trainmaster.properties", "");
    write("conf/staging.properties", "");
    overlay = Optional.of("stagin");

    ConfigException error = failure();

    assertThat(error).hasMessage("There is no environment stagin in this project.");
    assertThat(error.mend()).contains("staging").doesNotContain("trainmaster");
  }

  @Test
  void anUnknownKeyStopsWithASuggestion() throws IOException {
    write("conf/trainmaster.properties", "# first\nstate.dri = x\n");

    ConfigException error = failure();

    assertThat(error).hasMessage("There is no setting state.dri.");
    assertThat(error.place()).isEqualTo("conf/trainmaster.properties:2");
    assertThat(error.mend()).isEqualTo("Did you mean state.dir?");
  }

  @ParameterizedTest
  @CsvSource({
    "engine.cpus,0,'It takes a whole number from 1, or all.'",
    "engine.cpus,many,'It takes a whole number from 1, or all.'",
    "engine.memory,16,'It takes an amount such as 512 MiB or 16 GiB, or all.'",
    "engine.gpus,-1,'It takes a whole number from 0, or all.'",
    "run.grace,10,'It takes a duration such as 500 ms, 30 s, 5 min or 2 h.'",
    "ui.color,blue,'It takes one of auto, always, never.'",
    "search.max.trials,0,'It takes a whole number from 1.'",
    "state.database,h2,'It takes sqlite, or jdbc:postgresql://HOST:PORT/DATABASE.'",
    "state.dir,'','It takes a path; a relative one counts from the project''s root.'"
  })
  void aBadValueSaysWhatIsAllowed(String key, String value, String mend) {
    flags.put(key, value);

    ConfigException error = failure();

    assertThat(error).hasMessage("The setting " + key + " can't be \"" + value + "\".");
    assertThat(error.place()).isEqualTo("--set " + key);
    assertThat(error.mend()).isEqualTo(mend);
  }

  @Test
  void aKeyGivenTwiceNamesBothPlaces() throws IOException {
    write("conf/trainmaster.properties", "engine.cpus = 1\nrun.grace = 1 s\nengine.cpus = 2\n");

    ConfigException error = failure();

    assertThat(error.place()).isEqualTo("conf/trainmaster.properties:3");
    assertThat(error.mend()).contains("conf/trainmaster.properties:1");
  }

  @Test
  void aFileThatIsNotTextIsRefused() throws IOException {
    Files.createDirectories(project.resolve("conf"));
    Files.write(
        project.resolve("conf/trainmaster.properties"),
        "state.dir = caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(failure()).hasMessage("The file is not UTF-8 text.");
  }

  @Test
  void aVariableThatLooksLikeASettingIsWarnedOf() {
    variables.put("TRAINMASTER_STATE_DRI", "x");
    variables.put("TRAINMASTER_LEDGER", "y");

    load();

    assertThat(warnings)
        .containsExactly(
            "The environment variable TRAINMASTER_STATE_DRI is no setting. Did you mean"
                + " TRAINMASTER_STATE_DIR?");
  }

  @Test
  void whatIsSparksIsHandedOn() throws IOException {
    write("conf/trainmaster.properties", "spark.conf.spark.executor.memory = 4g\n");
    flags.put("spark.conf.spark.executor.cores", "2");

    assertThat(SparkConfig.from(load()).conf())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("spark.executor.memory", "4g", "spark.executor.cores", "2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"here", "10.0.0.5", "10.0.0.5:", "10.0.0.5:99999", ":7900"})
  void whereWorkersReachTheServerIsAnAddressWithAPort(String address) {
    flags.put(Setting.SERVER_WORKERS.key(), address);
    Settings settings = load();

    ConfigException error =
        catchThrowableOfType(ConfigException.class, () -> EngineConfig.from(settings));

    assertThat(error).hasMessageContaining(address + "` is no address with a port");
    assertThat(error.mend()).contains("10.0.0.5:7900");
  }

  @Test
  void pathsCountFromTheProject() {
    flags.put("state.dir", "state/../kept");

    assertThat(load().path(Setting.STATE_DIR)).contains(project.resolve("kept"));
    assertThat(load().path(Setting.SPARK_HOME)).isEmpty();
  }

  /** Every key of the engine reaches a bean: another value gives another bean. */
  @ParameterizedTest
  @EnumSource(
      value = Setting.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"SERVER_LOG", "UI_COLOR", "WORKER_ALONE", "WORKFLOW_MAX_SIZE"})
  void everyKeyIsMapped(Setting setting) throws IOException {
    if (setting.key().startsWith("state.database.")) {
      flags.put("state.database", "jdbc:postgresql://host/name");
      write("other", "secret\n");
    } else if (setting == Setting.GC_KEEP) {
      flags.put(Setting.GC_AFTER.key(), "90 days");
    } else if (setting.key().startsWith("server.workers")) {
      flags.put(Setting.SERVER_WORKERS.key(), "127.0.0.1:7900");
      flags.put(Setting.SERVER_WORKERS_KEYSTORE.key(), "server.p12");
      write("other", "secret\n");
    } else if (setting == Setting.SPARK_MASTER_PAGE) {
      flags.put(Setting.SPARK_MASTER.key(), "spark://head:7077");
    }
    Settings before = load();
    flags.put(setting.key(), other(setting));
    Settings after = load();

    boolean engine = !EngineConfig.from(before).equals(EngineConfig.from(after));
    boolean spark = !SparkConfig.from(before).equals(SparkConfig.from(after));

    boolean told = !ChannelConfig.from(before).equals(ChannelConfig.from(after));

    assertThat(engine || spark || told).as(setting.key()).isTrue();
  }

  private static String other(Setting setting) {
    if (setting == Setting.SERVER_WORKERS) {
      return "127.0.0.1:7901";
    }
    return switch (setting.type()) {
      case PATH, TEXT, WORDS -> "other";
      case NUMBER, NUMBER_OR_ALL, COUNT, COUNT_OR_ALL -> "7";
      case BYTES, BYTES_OR_ALL -> "7 GiB";
      case DURATION -> "7 min";
      case COUNTS -> "warehouse=7";
      case ZONE -> "Asia/Tokyo";
      case DATABASE -> "jdbc:postgresql://host/name";
      case WORD -> setting.words().get(1);
    };
  }

  private Settings load() {
    return new SettingsLoader(project, overlay, flags, variables, warnings::add).load();
  }

  private ConfigException failure() {
    return catchThrowableOfType(ConfigException.class, this::load);
  }

  private void write(String path, String text) throws IOException {
    Files.createDirectories(project.resolve(path).getParent());
    Files.writeString(project.resolve(path), text);
  }
}
