package io.trainmaster.replay.jobs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The job with least left to do first, by one measure or another. It knows how long jobs are. */
public final class ShortestFirst implements JobOrder {

  private final Comparator<JobState> shorter;
  private final List<JobState> jobs = new ArrayList<>();

  private ShortestFirst(ToDoubleFunction<JobState> left) {
    this.shorter = Comparator.comparingDouble(left);
  }

  /** By the time that is left (SRTF). */
  public static ShortestFirst byTime() {
    return new ShortestFirst(JobState::remainingSeconds);
  }

  /** By the time that is left, times the GPUs (SRSF). */
  public static ShortestFirst byService() {
    return new ShortestFirst(job -> job.remainingSeconds() * job.job().gpus());
  }

  @Override
  public void arrived(JobState job) {
    jobs.add(job);
  }

  @Override
  public void ended(JobState job) {
    jobs.remove(job);
  }

  /** Jobs with the same left stay in the order that they were in. */
  @Override
  public List<JobState> offers() {
    jobs.sort(shorter);
    return jobs;
  }
}
