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
   * How much farther each next level reaches: as far as the GPUs of a usual node get in the time of
   * one. With large steps there are few levels, which little has to be known of, and few turns.
   */
  private static final double STEP = 8;

  /** So much is added up wrongly at most, in parts of the whole. */
  private static final double ROUNDING = 1e-9;

  private ServiceOrder() {}

  /**
   * Where nobody knows how long tasks will take: by what those that have ended tell of them, the
   * highest index first. Of those with the same index, which are as far as each other, those that
   * run go first, so that nothing is interrupted for its like; then who has had most, then the
   * first to arrive.
   */
  public static Comparator<Candidate> byHistory(ServiceHistory.Ranking ranking) {
    return Comparator.comparingDouble(ranking::index)
        .reversed()
        .thenComparing(Candidate::running, Comparator.reverseOrder())
        .thenComparing(Candidate::attainedGpuSeconds, Comparator.reverseOrder())
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
   * #byHistory} before, unless one arrives or ends.
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

  /** How much service lies within a level. */
  static double width(int level) {
    return level == 0 ? limit(0) : limit(level) - limit(level - 1);
  }

  private static double limit(int level) {
    return FIRST_LIMIT * Math.pow(STEP, level);
  }
}
