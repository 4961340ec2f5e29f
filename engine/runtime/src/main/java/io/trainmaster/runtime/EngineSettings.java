package io.trainmaster.runtime;

import io.trainmaster.placement.Gpu;
import io.trainmaster.plan.PlanBounds;
import io.trainmaster.store.StateLocation;
import io.trainmaster.worker.HostSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * What an engine is opened with.
 *
 * @param state where runs, models and artifacts are kept; created where it is missing
 * @param projectDirectory where the workflows' relative paths start
 * @param cpus the CPUs that tasks may use at one time
 * @param memoryBytes the memory that tasks may ask for at one time
 * @param gpus the GPUs that tasks may be given
 * @param limits how many places each limit has that workflows share, by its name
 * @param bounds how large searches and loops may be
 * @param runsAtOnce the most runs under way at one time; more wait for their turn
 * @param zone the zone of schedules that name none
 * @param lookEvery how long it waits between two looks at what events are about
 * @param host how task processes are started
 * @param reuse whether results of earlier runs may stand for those of equal calls
 * @param version the version of Trainmaster, which is recorded with each run
 * @param operators what changes whenever the code of an operator does
 * @param notifications where people can be told something
 */
public record EngineSettings(
    StateLocation state,
    Path projectDirectory,
    int cpus,
    long memoryBytes,
    List<Gpu> gpus,
    Map<String, Integer> limits,
    PlanBounds bounds,
    int runsAtOnce,
    ZoneId zone,
    Duration lookEvery,
    HostSettings host,
    boolean reuse,
    String version,
    String operators,
    NotificationSettings notifications) {}
