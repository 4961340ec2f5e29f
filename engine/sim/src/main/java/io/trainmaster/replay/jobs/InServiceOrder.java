package io.trainmaster.replay.jobs;

import io.trainmaster.queue.Candidate;
import io.trainmaster.queue.ServiceHistory;
import io.trainmaster.queue.ServiceOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Our orders: {@link ServiceOrder} decides, which production asks too. */
public final class InServiceOrder implements JobOrder {

  /** In seconds. */
  private static final double SHORTEST_STEP = 1e-3;

  private final boolean knows;
  private final ServiceHistory history = new ServiceHistory();
  private final Map<JobState, Long> arrivals = new HashMap<>();
  private final List<JobState> jobs = new ArrayList<>();
  private long arrived;

  private InServiceOrder(boolean knows) {
    this.knows = knows;
  }

  /** Without knowing how long jobs are, but learning from those that have ended. */
  public static InServiceOrder byHistory() {
    return new InServiceOrder(false);
  }

  /** Knowing how long jobs are. */
  public static InServiceOrder byRemaining() {
    return new InServiceOrder(true);
  }

  @Override
  public void arrived(JobState job) {
    arrivals.put(job, arrived++);
    jobs.add(job);
  }

  @Override
  public void ended(JobState job) {
    history.ended(candidate(job));
    arrivals.remove(job);
    jobs.remove(job);
  }

  @Override
  public List<JobState> offers() {
    Map<JobState, Candidate> candidates = new HashMap<>();
    jobs.forEach(job -> candidates.put(job, candidate(job)));
    Comparator<Candidate> order =
        knows
            ? ServiceOrder.byRemaining()
            : ServiceOrder.byHistory(history.ranking(candidates.values()));
    jobs.sort(Comparator.comparing(candidates::get, order));
    return jobs;
  }

  /** When the first of those that run leaves its level. */
  @Override
  public double nextChange(double now) {
    double next = Double.POSITIVE_INFINITY;
    for (JobState job : jobs) {
      if (job.running() && !knows) {
        double stays = ServiceOrder.secondsInLevel(candidate(job));
        next = Math.min(next, now + Math.max(SHORTEST_STEP, stays));
      }
    }
    return next;
  }

  private Candidate candidate(JobState job) {
    double remaining = knows ? Math.max(0, job.remainingSeconds()) : 0;
    return new Candidate(
        arrivals.getOrDefault(job, arrived),
        job.job().gpus(),
        job.executedSeconds(),
        remaining,
        job.running());
  }
}
