package io.trainmaster.replay.graph;

/** Decides which task runs on which machine, and when. */
public interface GraphPolicy {

  /** A schedule of the whole graph; the same for the same graph. */
  GraphSchedule schedule(TaskGraph graph);
}
