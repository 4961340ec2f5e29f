package io.trainmaster.queue;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * How much service tasks have had when they ended, by the number of their GPUs, and what follows
 * from it for those that have not: the Gittins index (Gittins 1979; Gu et al., "Tiresias", NSDI
 * 2019), which is the chance of ending for what it costs to wait for it, at the best moment to give
 * up. It knows levels of service alone, so that it takes the same memory however many have ended;
 * there is one row of counts for each number of GPUs. For one thread.
 */
public final class ServiceHistory {

  private static final int LEVELS = 32;

  /**
   * Where nobody has been seen, one in ten of those in a level ends in it, whichever level: little,
   * so that what is new goes to those that have had least.
   */
  private static final double EXPECTED_TO_END = 0.1;

  /** What is expected counts as much as so many tasks that have been seen. */
  private static final double EXPECTED_COUNTS = 3;

  private final Map<Integer, double[]> endedByGpus = new HashMap<>();
  private final double[] ended = new double[LEVELS];

  /** Counts one that has ended, of its own accord. */
  public void ended(Candidate candidate) {
    int level = level(candidate);
    endedByGpus.computeIfAbsent(candidate.gpus(), any -> new double[LEVELS])[level]++;
    ended[level]++;
  }

  /**
   * The indices as they are now.
   *
   * @param present all that have not ended: that they have come so far says something too
   */
  public Ranking ranking(Collection<Candidate> present) {
    double[] there = new double[LEVELS];
    Map<Integer, double[]> thereByGpus = new HashMap<>();
    for (Candidate candidate : present) {
      there[level(candidate)]++;
      thereByGpus.computeIfAbsent(candidate.gpus(), any -> new double[LEVELS])[level(candidate)]++;
    }
    double[] expected = new double[LEVELS];
    Arrays.fill(expected, EXPECTED_TO_END);
    double[] ofAll = chances(ended, there, expected);
    Map<Integer, double[]> indices = new HashMap<>();
    thereByGpus.forEach(
        (gpus, counts) -> {
          double[] own = endedByGpus.getOrDefault(gpus, new double[LEVELS]);
          indices.put(gpus, indices(chances(own, counts, ofAll)));
        });
    return new Ranking(indices);
  }

  /** The indices at one moment, by number of GPUs and level. */
  public static final class Ranking {

    private final Map<Integer, double[]> indices;

    private Ranking(Map<Integer, double[]> indices) {
      this.indices = indices;
    }

    /** The index of one that was present, in ends per GPU-second; the highest goes first. */
    public double index(Candidate candidate) {
      double[] byLevel = indices.get(candidate.gpus());
      if (byLevel == null) {
        throw new IllegalArgumentException("%s was not present".formatted(candidate));
      }
      return byLevel[level(candidate)];
    }
  }

  private static int level(Candidate candidate) {
    return Math.min(LEVELS - 1, ServiceOrder.level(candidate.attainedGpuSeconds()));
  }

  /**
   * For each level, how many of those that enter it end in it (Kaplan and Meier 1958): those that
   * are in it now have not decided yet and don't count.
   */
  private static double[] chances(double[] ended, double[] there, double[] expected) {
    double[] chances = new double[LEVELS];
    double beyond = 0;
    for (int level = LEVELS - 1; level >= 0; level--) {
      double decided = ended[level] + beyond;
      chances[level] =
          (ended[level] + EXPECTED_COUNTS * expected[level]) / (decided + EXPECTED_COUNTS);
      beyond = decided + there[level];
    }
    return chances;
  }

  /** Those that end in a level are thought to do so in its middle. */
  private static double[] indices(double[] chances) {
    double[] indices = new double[LEVELS];
    for (int from = 0; from < LEVELS; from++) {
      double left = 1;
      double service = 0;
      for (int level = from; level < LEVELS; level++) {
        service += left * ServiceOrder.width(level) * (1 - chances[level] / 2);
        left *= 1 - chances[level];
        indices[from] = Math.max(indices[from], (1 - left) / service);
      }
    }
    return indices;
  }
}
