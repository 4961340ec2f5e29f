package io.trainmaster.cli.config;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What the engine is opened with.
 *
 * @param cpus the CPUs that tasks may use; empty: all
 * @param memoryBytes the memory that tasks may ask for; empty: all
 * @param cancelGrace how long a cancelled task may take to end by itself
 * @param maxTrials the most trials of one search
 * @param logMaxBytes the most that is kept of an attempt's log
 * @param zone the zone of times that name none
 */
public record EngineConfig(
    Path stateDirectory,
    OptionalInt cpus,
    OptionalLong memoryBytes,
    Duration cancelGrace,
    int maxTrials,
    long logMaxBytes,
    ZoneId zone) {

  /** Read off the settings. */
  public static EngineConfig from(Settings settings) {
    return new EngineConfig(
        settings.path(Setting.STATE_DIR).orElseThrow(),
        settings.count(Setting.ENGINE_CPUS),
        settings.bytes(Setting.ENGINE_MEMORY),
        settings.duration(Setting.RUN_GRACE),
        settings.count(Setting.SEARCH_MAX_TRIALS).orElseThrow(),
        settings.bytes(Setting.LOGS_MAX_SIZE).orElseThrow(),
        settings.zone(Setting.DEFAULT_TIMEZONE));
  }
}
