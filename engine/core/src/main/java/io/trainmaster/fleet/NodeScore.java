package io.trainmaster.fleet;

import java.util.List;

/**
 * How good a node is for a demand, seen by itself: the score depends on what the node has left and
 * on nothing else, so that it is computed again only after the node has changed.
 */
public interface NodeScore {

  /** The score of a node that the demand fits on; higher is better, and never negative. */
  int score(NodeState node, Demand demand);

  /** Which of its GPUs the demand would be given; as many as it asks for. */
  default List<Integer> gpus(NodeState node, Demand demand) {
    return GpuChoice.tightest(node, demand);
  }
}
