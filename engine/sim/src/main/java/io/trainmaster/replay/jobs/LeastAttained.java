package io.trainmaster.replay.jobs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Jobs that have had least first, in three queues that jobs only move down in (Tiresias-L: Gu et
 * al., NSDI 2019). What a job has had is its time on GPUs times their number. It doesn't know how
 * long jobs are.
 */
public final class LeastAttained implements JobOrder {

  /** What a job has had when it leaves the first and the second queue, in seconds of one GPU. */
  private static final double[] LIMITS = {3250, 7200};

  /** In seconds. */
  private static final double SHORTEST_STEP = 1e-3;

  private final List<List<JobState>> queues = new ArrayList<>();
  private final Map<JobState, Integer> queueOf = new HashMap<>();

  /** An order that has heard of no job yet. */
  public LeastAttained() {
    for (int queue = 0; queue <= LIMITS.length; queue++) {
      queues.add(new ArrayList<>());
    }
  }

  @Override
  public void arrived(JobState job) {
    queueOf.put(job, 0);
    queues.get(0).add(job);
  }

  @Override
  public void ended(JobState job) {
    queues.get(queue(job)).remove(job);
    queueOf.remove(job);
  }

  @Override
  public void progressed(JobState job) {
    int queue = queue(job);
    if (queue < LIMITS.length && job.executedSeconds() * job.job().gpus() >= LIMITS[queue]) {
      queues.get(queue).remove(job);
      queues.get(queue + 1).add(job);
      queueOf.put(job, queue + 1);
    }
  }

  @Override
  public List<JobState> offers() {
    List<JobState> all = new ArrayList<>();
    queues.forEach(all::addAll);
    return all;
  }

  /** Within a queue, what runs stays before what waits. */
  @Override
  public void placed() {
    for (List<JobState> queue : queues) {
      queue.sort((a, b) -> Boolean.compare(b.running(), a.running()));
    }
  }

  @Override
  public double nextChange(double now) {
    double next = Double.POSITIVE_INFINITY;
    for (int queue = 0; queue < LIMITS.length; queue++) {
      for (JobState job : queues.get(queue)) {
        if (job.running()) {
          double limit = Math.ceil(LIMITS[queue] / job.job().gpus());
          next = Math.min(next, limit - job.executedSeconds() + now);
        }
      }
    }
    // A limit missed in the last digit would otherwise be looked at again without time passing.
    return next > now ? next : now + SHORTEST_STEP;
  }

  private int queue(JobState job) {
    Integer queue = queueOf.get(job);
    if (queue == null) {
      throw new IllegalStateException("Job %d has not arrived.".formatted(job.job().id()));
    }
    return queue;
  }
}
