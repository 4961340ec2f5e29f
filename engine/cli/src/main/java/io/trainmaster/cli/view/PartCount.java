package io.trainmaster.cli.view;

import io.trainmaster.model.TaskId;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.track.Metric;

/** How far the parts are of a task that consists of others: a search of trials, a loop of items. */
interface PartCount {

  /** The task that consists of them. */
  TaskId whole();

  /** Whether a task is a part. */
  boolean owns(TaskId task);

  /** A part is there. */
  void planned(TaskId task);

  /** A part has moved. */
  void moved(TaskId task, TaskPhase phase);

  /** A part reported a metric. */
  void metric(Metric metric);

  /** How far they are in a few words; empty where there are none. */
  String text();
}
