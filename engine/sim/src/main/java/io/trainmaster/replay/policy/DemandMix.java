package io.trainmaster.replay.policy;

import io.trainmaster.fleet.Demand;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The typical demands of a workload and how likely each is: the most frequent ones that make up 95
 * of 100 demands together. Memory is left out of what makes demands alike.
 */
public final class DemandMix {

  private static final double COVERED_PERCENT = 95;

  private final List<Typical> typical;

  private DemandMix(List<Typical> typical) {
    this.typical = List.copyOf(typical);
  }

  /**
   * A demand without its memory.
   *
   * @param share the probability that the next demand is such a one
   */
  record Typical(Demand demand, double share) {}

  /**
   * The mix of these demands. Probabilities are rounded as the published program rounds them, by
   * dividing by all demands first and by the part that is covered second.
   */
  public static DemandMix of(List<Demand> demands) {
    Map<Demand, Integer> counts = new HashMap<>();
    for (Demand demand : demands) {
      Demand alike =
          new Demand(demand.cpuMilli(), 0, demand.gpus(), demand.shareMilli(), demand.models());
      counts.merge(alike, 1, Integer::sum);
    }
    List<Map.Entry<Demand, Integer>> sorted = new ArrayList<>(counts.entrySet());
    sorted.sort(
        Comparator.<Map.Entry<Demand, Integer>>comparingInt(Map.Entry::getValue)
            .thenComparing(Map.Entry::getKey, SIZE)
            .reversed());
    double total = demands.size();
    double covered = 0;
    int taken = 0;
    while (covered < COVERED_PERCENT * total / 100) {
      covered += sorted.get(taken++).getValue();
    }
    List<Typical> typical = new ArrayList<>();
    for (Map.Entry<Demand, Integer> entry : sorted.subList(0, taken)) {
      double share = entry.getValue() / total;
      boolean all = taken == sorted.size();
      typical.add(new Typical(entry.getKey(), all ? share : share / (covered / total)));
    }
    return new DemandMix(typical);
  }

  /** The typical demands, the most frequent first. */
  List<Typical> typical() {
    return typical;
  }

  /** How many demands count as typical. */
  public int size() {
    return typical.size();
  }

  private static final Comparator<Demand> SIZE =
      Comparator.comparingInt(Demand::cpuMilli)
          .thenComparingInt(Demand::shareMilli)
          .thenComparingInt(Demand::gpus)
          .thenComparing(demand -> String.join("|", demand.models()));
}
