package io.trainmaster.replay.policy;

import io.trainmaster.fleet.Demand;
import io.trainmaster.fleet.GpuChoice;
import io.trainmaster.fleet.NodeScore;
import io.trainmaster.fleet.NodeState;

/**
 * Fills GPUs in use first, then idle GPUs of nodes in use, then idle nodes; so the FGD experiment
 * describes what the GPU clusters of Alibaba did (Weng et al., NSDI 2022). Nodes are all alike to a
 * demand without GPUs.
 */
public final class GpuPacking implements NodeScore {

  private static final int HIGHEST = 100;

  @Override
  public int score(NodeState node, Demand demand) {
    if (demand.gpus() == 0) {
      return 0;
    } else if (node.idleGpus() == node.gpus()) {
      return Math.max(HIGHEST / 3 - node.idleGpus(), node.idleGpus());
    }
    int left =
        demand.shares() ? node.shareLeft(GpuChoice.tightest(node, demand).get(0)) : Demand.WHOLE;
    if (left == Demand.WHOLE) {
      return Math.max(HIGHEST / 2 - demand.gpus(), HIGHEST / 3);
    }
    int percentLeft = left * 100 / Demand.WHOLE;
    return Math.max(HIGHEST - percentLeft / 10, HIGHEST / 2);
  }
}
