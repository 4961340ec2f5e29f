package io.trainmaster.replay.policy;

import io.trainmaster.fleet.Demand;
import io.trainmaster.fleet.NodeScore;
import io.trainmaster.fleet.NodeState;

/**
 * Prefers nodes that have least left afterwards, CPU and GPUs weighing the same. As published the
 * scores are then stretched to 0 to 100 over all nodes, which leaves their order as it is.
 */
public final class BestFit implements NodeScore {

  @Override
  public int score(NodeState node, Demand demand) {
    double cpu = (node.cpuMilliLeft() - demand.cpuMilli()) / LargestNode.CPU_MILLI * 0.5;
    double gpu = (node.gpuMilliLeft() - demand.gpuMilli()) / LargestNode.GPU_MILLI * 0.5;
    return (int) ((1 - (cpu + gpu)) * 100);
  }
}
