package io.trainmaster.placement;

import io.trainmaster.model.TaskId;

/**
 * Where a task goes and what it gets there.
 *
 * @param alternative which of its requests was met, counted from 1
 * @param reason why that one, for people
 */
public record Placement(
    TaskId task, String node, int alternative, int cpus, long memoryBytes, String reason) {}
