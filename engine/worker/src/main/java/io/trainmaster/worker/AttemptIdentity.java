package io.trainmaster.worker;

import io.trainmaster.model.TaskId;
import io.trainmaster.run.RunId;
import java.nio.file.Path;

/**
 * Which attempt is meant.
 *
 * @param number counted from 1 within the task
 * @param fence grows with every attempt that the engine starts
 * @param directory the attempt's folder
 */
public record AttemptIdentity(RunId run, TaskId task, int number, long fence, Path directory) {

  WireEvent.Key key() {
    return new WireEvent.Key(run.value(), task.value(), number);
  }

  /** Its log. */
  public Path logFile() {
    return directory.resolve("log.txt");
  }
}
