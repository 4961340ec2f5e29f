package io.trainmaster.replay.policy;

import io.trainmaster.fleet.Demand;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How much of what a node has left of its GPUs is of no use to the next demand, on average over a
 * mix of demands, in thousandths of a GPU: all of it where the demand doesn't fit or has no use for
 * GPUs, otherwise what is left of GPUs with too little for it (Weng et al., USENIX ATC 2023, F).
 * For one thread.
 */
final class Fragments {

  /** About 100 bytes each; beyond, what is known is forgotten and computed again. */
  private static final int MOST_REMEMBERED = 1 << 20;

  private final List<DemandMix.Typical> mix;
  private final Map<Remainder, Double> known = new HashMap<>();

  Fragments(DemandMix mix) {
    this.mix = mix.typical();
  }

  /** The fragments of a remainder. */
  double of(Remainder remainder) {
    Double before = known.get(remainder);
    if (before != null) {
      return before;
    }
    if (known.size() >= MOST_REMEMBERED) {
      known.clear();
    }
    double computed = new Sums().of(remainder);
    known.put(remainder, computed);
    return computed;
  }

  /**
   * The fragments by their cause, each summed by itself: the published program adds them up so, and
   * other orders of adding differ in the last digit, which decides ties.
   */
  private final class Sums {

    private double cpuAndGpuLack;
    private double gpuLacks;
    private double cpuLacks;
    private double cpuTaskFits;
    private double cpuTaskDoesNot;
    private double otherModel;

    double of(Remainder remainder) {
      int left = 0;
      for (int gpu = 0; gpu < remainder.gpus(); gpu++) {
        left += remainder.share(gpu);
      }
      for (DemandMix.Typical typical : mix) {
        add(typical.demand(), typical.share(), remainder, left);
      }
      return cpuAndGpuLack + gpuLacks + cpuLacks + cpuTaskFits + cpuTaskDoesNot + otherModel;
    }

    private void add(Demand demand, double share, Remainder remainder, int left) {
      boolean cpuFits = remainder.cpuMilli() >= demand.cpuMilli();
      if (demand.gpus() == 0) {
        cpuTaskFits += cpuFits ? share * left : 0;
        cpuTaskDoesNot += cpuFits ? 0 : share * left;
      } else if (!demand.allows(remainder.model())) {
        otherModel += share * left;
      } else if (!gpusFit(demand, remainder)) {
        cpuAndGpuLack += cpuFits ? 0 : share * left;
        gpuLacks += cpuFits ? share * left : 0;
      } else if (!cpuFits) {
        cpuLacks += share * left;
      } else {
        gpuLacks += share * tooLittle(demand, remainder);
      }
    }

    private static boolean gpusFit(Demand demand, Remainder remainder) {
      int last = remainder.gpus() - demand.gpus();
      return last >= 0 && remainder.share(last) >= demand.shareMilli();
    }

    private static int tooLittle(Demand demand, Remainder remainder) {
      int sum = 0;
      for (int gpu = 0; remainder.share(gpu) < demand.shareMilli(); gpu++) {
        sum += remainder.share(gpu);
      }
      return sum;
    }
  }
}
