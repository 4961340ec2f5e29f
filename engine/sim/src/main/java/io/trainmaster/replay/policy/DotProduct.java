package io.trainmaster.replay.policy;

import io.trainmaster.fleet.Demand;
import io.trainmaster.fleet.NodeScore;
import io.trainmaster.fleet.NodeState;

/**
 * Prefers nodes that have little left of what the demand asks much of: 100 less the dot product of
 * what is left and what is asked for (Grandl et al., "Multi-Resource Packing for Cluster
 * Schedulers", SIGCOMM 2014, with the sign turned as the FGD experiment does).
 */
public final class DotProduct implements NodeScore {

  @Override
  public int score(NodeState node, Demand demand) {
    double cpu =
        node.cpuMilliLeft() / LargestNode.CPU_MILLI * (demand.cpuMilli() / LargestNode.CPU_MILLI);
    double gpu =
        node.gpuMilliLeft() / LargestNode.GPU_MILLI * (demand.gpuMilli() / LargestNode.GPU_MILLI);
    return (int) (100 * (1 - (cpu + gpu) / 2));
  }
}
