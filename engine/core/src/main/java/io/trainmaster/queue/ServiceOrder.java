package io.trainmaster.queue;

import java.util.Comparator;

/**
 * In which order tasks are offered GPUs: by service, which is time on GPUs times their number. Each
 * is offered them in turn, those that run as well; who doesn't fit is passed over.
 */
public final class ServiceOrder {

  /** What the first level ends with: one hour of one GPU, which most short jobs end within. */
  private static final double FIRST_LIMIT = 3_600;

  /**
   * How much farther each next level reaches: the GPUs of a usual node, so that what is an hour's
   * work of such a node is the end of the second. Large steps let jobs of a kind end one after the
   * other; with small ones they take turns, and all of them end late.
   */
  private static final double STEP = 8;

  /** So much is added up wrongly at most, in parts of the whole. */
  private static final double ROUNDING = 1e-9;

  private ServiceOrder() {}

  /**
   * Where nobody knows how long tasks will take: by level of what they have had, the least first,
   * as in a feedback queue with geometric limits; jobs that have had much are likely to need much
   * more. Within a level those that ask for fewest GPUs, which end with least service if times are
   * alike; then those that run, so that nothing is interrupted for its like; then the first to
   * arrive.
   */
  public static Comparator<Candidate> byAttained() {
    return Comparator.<Candidate>comparingInt(candidate -> level(candidate.attainedGpuSeconds()))
        .thenComparingInt(Candidate::gpus)
        .thenComparing(Candidate::running, Comparator.reverseOrder())
        .thenComparingLong(Candidate::arrival);
  }

  /**
   * Where it is known or estimated: by what they still need, the least first (SRSF, as Tiresias
   * calls it: Gu et al., NSDI 2019); then the first to arrive.
   */
  public static Comparator<Candidate> byRemaining() {
    return Comparator.comparingDouble(Candidate::remainingGpuSeconds)
        .thenComparingLong(Candidate::arrival);
  }

  /**
   * How much longer a candidate that runs stays in its level, in seconds: nothing changes in {@link
   * #byAttained} before, unless one arrives or ends.
   */
  public static double secondsInLevel(Candidate candidate) {
    double attained = candidate.attainedGpuSeconds();
    return Math.max(0, (limit(level(attained)) - attained) / candidate.gpus());
  }

  /** The level of one that has had so much, from 0. */
  static int level(double attainedGpuSeconds) {
    int level = 0;
    while (attainedGpuSeconds * (1 + ROUNDING) >= limit(level)) {
      level++;
    }
    return level;
  }

  private static double limit(int level) {
    return FIRST_LIMIT * Math.pow(STEP, level);
  }
}
