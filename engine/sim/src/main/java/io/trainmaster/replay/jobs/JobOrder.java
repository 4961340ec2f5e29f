package io.trainmaster.replay.jobs;

import java.util.List;

/**
 * In which order jobs are offered the GPUs. It hears what happens and has its own memory, so one
 * belongs to one replay.
 */
public interface JobOrder {

  /** A job has arrived. */
  void arrived(JobState job);

  /** A job has ended. */
  void ended(JobState job);

  /** Time has passed for a job that runs; asked for each in the order of their arrival. */
  default void progressed(JobState job) {}

  /** All jobs that have arrived and not ended, the first to be offered GPUs first. */
  List<JobState> offers();

  /** It has been decided which jobs run until the next event. */
  default void placed() {}

  /**
   * When it wants to decide again though nothing arrives or ends; infinity where it doesn't.
   *
   * @param now the time of this event, in seconds
   */
  default double nextChange(double now) {
    return Double.POSITIVE_INFINITY;
  }
}
