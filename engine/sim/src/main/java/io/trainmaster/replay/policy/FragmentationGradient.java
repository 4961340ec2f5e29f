package io.trainmaster.replay.policy;

import io.trainmaster.fleet.Demand;
import io.trainmaster.fleet.GpuChoice;
import io.trainmaster.fleet.NodeScore;
import io.trainmaster.fleet.NodeState;
import java.util.List;

/**
 * Places where fragments grow least or shrink most (FGD: Weng et al., "Beware of Fragmentation:
 * Scheduling GPU-Sharing Workloads with Fragmentation Gradient Descent", USENIX ATC 2023): the
 * score is 50 where they stay as they are, more where there are fewer afterwards. For one thread.
 */
public final class FragmentationGradient implements NodeScore {

  private static final int HIGHEST = 100;

  private final Fragments fragments;

  /** A score that knows which demands to expect. */
  public FragmentationGradient(DemandMix mix) {
    this.fragments = new Fragments(mix);
  }

  @Override
  public int score(NodeState node, Demand demand) {
    Remainder remainder = Remainder.of(node);
    double before = fragments.of(remainder);
    if (!demand.shares()) {
      return score(before, remainder.withoutWhole(demand.cpuMilli(), demand.gpus()));
    }
    int best = 0;
    for (int gpu = 0; gpu < remainder.gpus(); gpu++) {
      int left = remainder.share(gpu);
      boolean seen = gpu > 0 && remainder.share(gpu - 1) == left;
      if (left >= demand.shareMilli() && !seen) {
        best = Math.max(best, shareScore(before, remainder, left, demand));
      }
    }
    return best;
  }

  /** The GPU whose share gives the score, the first of several; otherwise the first idle ones. */
  @Override
  public List<Integer> gpus(NodeState node, Demand demand) {
    if (!demand.shares()) {
      return GpuChoice.idle(node, demand);
    }
    Remainder remainder = Remainder.of(node);
    double before = fragments.of(remainder);
    int chosen = -1;
    int best = -1;
    for (int gpu = 0; gpu < node.gpus(); gpu++) {
      int left = node.shareLeft(gpu);
      if (left >= demand.shareMilli()) {
        int score = shareScore(before, remainder, left, demand);
        chosen = score > best ? gpu : chosen;
        best = Math.max(best, score);
      }
    }
    return List.of(chosen);
  }

  private int shareScore(double before, Remainder remainder, int left, Demand demand) {
    return score(before, remainder.without(demand.cpuMilli(), left, demand.shareMilli()));
  }

  private int score(double before, Remainder after) {
    double wholeGpusLess = (before - fragments.of(after)) / Demand.WHOLE;
    return (int) (HIGHEST / (1 + Math.exp(-wholeGpusLess)));
  }
}
