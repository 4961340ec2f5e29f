package io.trainmaster.track;

import io.trainmaster.model.TaskId;
import io.trainmaster.run.RunId;

/** The attempt of a task of another run that made a run, and ends when that one does. */
public record Caller(RunId run, TaskId task, int attempt) {}
