package io.trainmaster.why;

import io.trainmaster.model.TaskId;
import java.time.Duration;
import java.util.Optional;

/** How long tasks take, going by earlier runs. */
@FunctionalInterface
public interface Durations {

  /** How long a task of a workflow takes; empty where no run of it is known. */
  Optional<Duration> expected(String workflow, TaskId task);
}
