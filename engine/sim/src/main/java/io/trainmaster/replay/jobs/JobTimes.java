package io.trainmaster.replay.jobs;

import java.util.Arrays;

/**
 * What a replay comes to, in seconds.
 *
 * @param average from arrival to end, the mean over all jobs
 * @param makespan when the last job ended
 * @param p99 from arrival to end, what 99 of 100 jobs were below
 */
public record JobTimes(double average, double makespan, double p99) {

  private static final double P99 = 0.99;

  /** Those of jobs with these arrivals and ends, one for each job. */
  static JobTimes of(double[] arrivals, double[] ends) {
    double[] times = new double[ends.length];
    Arrays.setAll(times, job -> ends[job] - arrivals[job]);
    Arrays.sort(times);
    return new JobTimes(
        Arrays.stream(times).average().orElse(0),
        Arrays.stream(ends).max().orElse(0),
        times.length == 0 ? 0 : times[(int) (P99 * times.length)]);
  }
}
