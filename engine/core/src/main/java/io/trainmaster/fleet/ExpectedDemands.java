package io.trainmaster.fleet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which demands are to be expected, and how likely each is to be the next: what a policy may know
 * of those that have not come yet. Immutable; where the workload drifts, make another one of the
 * demands that came last.
 */
public final class ExpectedDemands {

  /** Bounds the time that a score takes; rarer kinds are left out. */
  private static final int MOST_KINDS = 512;

  private final List<Kind> kinds;

  private ExpectedDemands(List<Kind> kinds) {
    this.kinds = List.copyOf(kinds);
  }

  /**
   * Demands that are alike in everything.
   *
   * @param probability that the next demand is such a one
   */
  public record Kind(Demand demand, double probability) {}

  /**
   * Expects what has been seen, in the same proportions.
   *
   * @param seen demands in any order, such as the last ten thousand; there may be none
   */
  public static ExpectedDemands like(Collection<Demand> seen) {
    Map<Demand, Integer> counts = new LinkedHashMap<>();
    seen.forEach(demand -> counts.merge(demand, 1, Integer::sum));
    List<Map.Entry<Demand, Integer>> sorted = new ArrayList<>(counts.entrySet());
    sorted.sort(Map.Entry.<Demand, Integer>comparingByValue(Comparator.reverseOrder()));
    List<Kind> kinds = new ArrayList<>();
    for (Map.Entry<Demand, Integer> entry :
        sorted.subList(0, Math.min(MOST_KINDS, sorted.size()))) {
      kinds.add(new Kind(entry.getKey(), (double) entry.getValue() / seen.size()));
    }
    return new ExpectedDemands(kinds);
  }

  /** The kinds that are expected, the most frequent first. */
  public List<Kind> kinds() {
    return kinds;
  }
}
