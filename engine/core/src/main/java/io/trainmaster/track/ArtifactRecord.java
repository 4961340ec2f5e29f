package io.trainmaster.track;

import io.trainmaster.model.TaskId;
import io.trainmaster.model.Value;
import io.trainmaster.run.RunId;
import java.time.Instant;

/**
 * An artifact and the attempt that published it.
 *
 * @param output the name of the task's output
 * @param bytes its size
 */
public record ArtifactRecord(
    RunId run,
    TaskId task,
    int attempt,
    String output,
    Value.Artifact artifact,
    long bytes,
    Instant at) {}
