package io.trainmaster.schedule;

import io.trainmaster.model.TaskId;

/** What keeps a queued task from starting. */
public sealed interface Obstacle {

  /** As many of its group run as may at one time. */
  record GroupFull(TaskId group, int max) implements Obstacle {}

  /** So many places that it takes of a limit that workflows share are not free. */
  record LimitReached(String limit, int asked) implements Obstacle {}

  /** No node has room for it, or what there is is kept for others. */
  record NoRoom() implements Obstacle {}
}
