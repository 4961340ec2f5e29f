package io.trainmaster.runtime;

import io.trainmaster.plan.PlanBounds;
import io.trainmaster.store.StateLocation;
import io.trainmaster.worker.HostSettings;
import java.nio.file.Path;
import java.time.ZoneId;

/**
 * What an engine is opened with.
 *
 * @param state where runs, models and artifacts are kept; created where it is missing
 * @param projectDirectory where the workflows' relative paths start
 * @param cpus the CPUs that tasks may use at one time
 * @param memoryBytes the memory that tasks may ask for at one time
 * @param gpus the GPUs that tasks may be given
 * @param bounds how large searches and loops may be
 * @param runsAtOnce the most runs under way at one time; more wait for their turn
 * @param zone the zone of schedules that name none
 * @param host how task processes are started
 * @param version the version of Trainmaster, which is recorded with each run
 */
public record EngineSettings(
    StateLocation state,
    Path projectDirectory,
    int cpus,
    long memoryBytes,
    int gpus,
    PlanBounds bounds,
    int runsAtOnce,
    ZoneId zone,
    HostSettings host,
    String version) {}
