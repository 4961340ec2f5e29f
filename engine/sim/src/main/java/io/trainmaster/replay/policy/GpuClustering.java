package io.trainmaster.replay.policy;

import io.trainmaster.fleet.Demand;
import io.trainmaster.fleet.NodeScore;
import io.trainmaster.fleet.NodeState;

/**
 * Keeps demands for the same number of GPUs together, shares being a number of their own, as
 * Gandiva does (Xiao et al., OSDI 2018); among nodes that are alike in that, prefers the fuller.
 * Nodes are all alike to a demand without GPUs.
 */
public final class GpuClustering implements NodeScore {

  private static final int QUARTER = 25;
  private static final int MOST_GPU_MILLI = 8_000;

  @Override
  public int score(NodeState node, Demand demand) {
    if (demand.gpus() == 0) {
      return 0;
    }
    int full = QUARTER * (MOST_GPU_MILLI - node.gpuMilliLeft()) / MOST_GPU_MILLI;
    if (node.hasAlike(demand)) {
      return full + (node.kinds() == 1 ? 3 * QUARTER : 2 * QUARTER);
    }
    return full + (node.kinds() == 0 ? QUARTER : 0);
  }
}
