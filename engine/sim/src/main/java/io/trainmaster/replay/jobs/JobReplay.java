package io.trainmaster.replay.jobs;

import io.trainmaster.replay.TraceException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * Lets jobs arrive, run and end. At every event all jobs are offered the empty cluster anew, in the
 * order of a policy; a job that doesn't fit is passed over, and to be moved costs nothing more than
 * what {@link JobState} counts. For one thread.
 */
public final class JobReplay {

  private static final int PUBLISHED_NODES = 8;
  private static final int PUBLISHED_GPUS_EACH = 8;

  /** Ends that are nearer than this to each other, relatively, are one event. */
  private static final double SAME_TIME = 1e-9;

  private final JobOrder order;
  private final GpuNodes nodes = new GpuNodes(PUBLISHED_NODES, PUBLISHED_GPUS_EACH);
  private final Deque<TraceJob> coming;
  private final List<JobState> present = new ArrayList<>();
  private final List<TraceJob> done = new ArrayList<>();
  private final List<Double> ends = new ArrayList<>();

  private JobReplay(List<TraceJob> jobs, JobOrder order) {
    this.order = order;
    this.coming =
        new ArrayDeque<>(
            jobs.stream().sorted(Comparator.comparingDouble(TraceJob::submitSeconds)).toList());
  }

  /**
   * What an order makes of the jobs on 8 nodes with 8 GPUs each.
   *
   * @throws TraceException where a job is larger than the cluster
   */
  public static JobTimes run(List<TraceJob> jobs, JobOrder order) {
    for (TraceJob job : jobs) {
      if (job.gpus() > PUBLISHED_NODES * PUBLISHED_GPUS_EACH) {
        throw new TraceException(
            "Job %d asks for %d GPUs and there are %d; take it out of the trace."
                .formatted(job.id(), job.gpus(), PUBLISHED_NODES * PUBLISHED_GPUS_EACH));
      }
    }
    return new JobReplay(jobs, order).run();
  }

  private JobTimes run() {
    double change = Double.POSITIVE_INFINITY;
    while (!coming.isEmpty() || !present.isEmpty()) {
      double arrival =
          coming.isEmpty() ? Double.POSITIVE_INFINITY : coming.getFirst().submitSeconds();
      double end = nextEnd();
      double now = Math.min(Math.min(arrival, end), change);
      if (end == now) {
        end(now);
      }
      while (!coming.isEmpty() && coming.getFirst().submitSeconds() == now) {
        JobState job = new JobState(coming.removeFirst());
        present.add(job);
        order.arrived(job);
      }
      advance(now);
      place();
      change = order.nextChange(now);
    }
    return JobTimes.of(
        done.stream().mapToDouble(TraceJob::submitSeconds).toArray(),
        ends.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private double nextEnd() {
    double next = Double.POSITIVE_INFINITY;
    for (JobState job : present) {
      next = job.running() ? Math.min(next, job.expectedEnd()) : next;
    }
    return next;
  }

  /** A job whose end comes next ends then, without losing its overhead once more. */
  private void end(double now) {
    List<JobState> ending =
        present.stream()
            .filter(job -> job.running() && job.expectedEnd() - now <= SAME_TIME * now)
            .toList();
    for (JobState job : ending) {
      present.remove(job);
      order.ended(job);
      done.add(job.job());
      ends.add(now);
    }
  }

  private void advance(double now) {
    for (JobState job : present) {
      job.advance(now);
      if (job.running()) {
        order.progressed(job);
      }
    }
  }

  private void place() {
    nodes.empty();
    for (JobState job : order.offers()) {
      job.run(nodes.take(job.job().gpus()));
    }
    order.placed();
  }
}
