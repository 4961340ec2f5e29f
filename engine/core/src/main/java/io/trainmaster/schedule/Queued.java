package io.trainmaster.schedule;

import io.trainmaster.model.ResourceRequest;
import io.trainmaster.model.TaskId;
import io.trainmaster.run.RunId;
import java.util.List;

/**
 * A task that waits to be started.
 *
 * @param requests what it asks for, the best first
 * @param considered how many of them it may be placed by as yet
 * @param obstacle what keeps it from starting
 */
public record Queued(
    RunId run, TaskId task, List<ResourceRequest> requests, int considered, Obstacle obstacle) {

  public Queued {
    requests = List.copyOf(requests);
  }
}
