package io.trainmaster.cli.config;

import io.trainmaster.server.WorkerAccess;
import io.trainmaster.store.StateLocation;
import io.trainmaster.track.Retention;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What the engine is opened with.
 *
 * @param state where runs, models and artifacts are kept
 * @param cpus the CPUs that tasks may use; empty: all
 * @param memoryBytes the memory that tasks may ask for; empty: all
 * @param gpus the GPUs that tasks may be given
 * @param limits how many places each limit has that workflows share, by its name
 * @param runsAtOnce the most runs under way at one time
 * @param zone the zone of schedules that name none
 * @param lookEvery how long a server waits between two looks at what events are about
 * @param serverPort the port of a server; 0: any
 * @param access how workers on other machines reach a server; not at all where there is none
 * @param cancelGrace how long a cancelled task may take to end by itself
 * @param maxTrials the most trials of one search
 * @param maxItems the most items of one loop
 * @param logMaxBytes the most that is kept of an attempt's log
 * @param cache whether results of earlier runs may stand for those of equal calls
 * @param retention what a server deletes by itself; nothing where there is none
 * @param secrets the folder with secrets
 */
public record EngineConfig(
    StateLocation state,
    OptionalInt cpus,
    OptionalLong memoryBytes,
    OptionalInt gpus,
    Map<String, Integer> limits,
    int runsAtOnce,
    ZoneId zone,
    Duration lookEvery,
    int serverPort,
    Optional<WorkerAccess> access,
    Duration cancelGrace,
    int maxTrials,
    int maxItems,
    long logMaxBytes,
    boolean cache,
    Optional<Retention> retention,
    Path secrets) {

  /** Read off the settings. */
  public static EngineConfig from(Settings settings) {
    return new EngineConfig(
        StateConfig.from(settings),
        settings.count(Setting.ENGINE_CPUS),
        settings.bytes(Setting.ENGINE_MEMORY),
        settings.numberOrAll(Setting.ENGINE_GPUS),
        settings.counts(Setting.ENGINE_LIMITS),
        settings.count(Setting.ENGINE_RUNS).orElseThrow(),
        settings.zone(Setting.SCHEDULE_ZONE),
        settings.duration(Setting.EVENT_INTERVAL),
        settings.number(Setting.SERVER_PORT),
        WorkerAccessConfig.from(settings),
        settings.duration(Setting.RUN_GRACE),
        settings.count(Setting.SEARCH_MAX_TRIALS).orElseThrow(),
        settings.count(Setting.LOOP_MAX_ITEMS).orElseThrow(),
        settings.bytes(Setting.LOGS_MAX_SIZE).orElseThrow(),
        settings.text(Setting.RUN_CACHE).equals("on"),
        retention(settings),
        settings.path(Setting.SECRETS_DIR).orElseThrow());
  }

  private static Optional<Retention> retention(Settings settings) {
    return settings.text(Setting.GC_AFTER).isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Retention(settings.duration(Setting.GC_AFTER), settings.number(Setting.GC_KEEP)));
  }
}
